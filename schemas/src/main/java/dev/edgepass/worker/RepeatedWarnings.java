package dev.edgepass.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Warnings that an outage repeats again and again: of each kind one a minute is worth a line, with how many were left out before it, and one more where its end is
 * noticed. Thread-safe.
 */
public final class RepeatedWarnings {
    private static final long APART_MILLIS = 60_000;
    private static final int MOST_KINDS = 64;

    private final Logger log;
    private final LongSupplier monotonicMillis;
    private final Map<String, Logged> kinds = new LinkedHashMap<>();

    private record Logged(long at, long leftOut) {}

    public RepeatedWarnings(Logger log) {
        this(log, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    RepeatedWarnings(Logger log, LongSupplier monotonicMillis) {
        this.log = log;
        this.monotonicMillis = monotonicMillis;
    }

    /**
     * @param kind what it is about, the same for all that an outage gives; no secret
     */
    public void warn(String kind, @Nullable String message) {
        String line = line(kind, message);
        if (line != null) {
            log.warn("{}", line);
        }
    }

    /** The kind's outage is over; says nothing where there was none. */
    public void over(String kind, String message) {
        if (end(kind)) {
            log.info("{}", message);
        }
    }

    /** The line for the log, or null where this one is left out. */
    synchronized @Nullable String line(String kind, @Nullable String message) {
        long now = monotonicMillis.getAsLong();
        Logged before = kinds.get(kind);
        if (before != null && now - before.at() < APART_MILLIS) {
            kinds.put(kind, new Logged(before.at(), before.leftOut() + 1));
            return null;
        }
        kinds.remove(kind);
        kinds.put(kind, new Logged(now, 0));
        if (kinds.size() > MOST_KINDS) {
            kinds.remove(kinds.keySet().iterator().next());
        }
        return before == null || before.leftOut() == 0
                ? String.valueOf(message)
                : message + " (and " + before.leftOut() + " like it since the last line)";
    }

    /** Whether something was said of the kind. The next warning is the first of another outage. */
    synchronized boolean end(String kind) {
        return kinds.remove(kind) != null;
    }
}
