package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.feed.core.Backoff;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import dev.edgepass.consumer.log.LogUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rounds over all logs: who leads seals, and who doesn't looks. One log's trouble doesn't hold the others up. After a round that the bucket or the broker was away in, the
 * next one comes sooner. For one thread.
 */
public final class Rounds {
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LONGEST_RETRY_MILLIS = 300_000;

    /** What a round asks of the outside. Each call may throw {@link LogUnavailable} or {@link R2Unavailable}. */
    public interface Outside {
        /** The logs that go on, with the ends of their partitions: asked for now. */
        Map<LogName, Long> ends();

        /** All logs that have a checkpoint. */
        List<LogName> inBucket();

        LogSeal seal(LogName log);

        LogRecords records(LogName log);

        /** Whether this instance is the one that writes. */
        boolean leads();

        /** Milliseconds of a clock that is never set. */
        long now();

        /** Takes a round that didn't reach a log, or all of them. */
        void failed(String why);

        /** Takes what stopped a log. */
        void stopped(LogName log, String why);
    }

    private final Outside outside;
    private final long interval;
    private final Backoff retries;
    private final Map<LogName, LogSeal> seals = new HashMap<>();
    private final Map<LogName, LogState> states = new HashMap<>();
    private long lastAt;
    private boolean hasRun;
    private boolean hasFailed;
    private boolean knowsEarlier;

    /**
     * @param interval from one round to the next, in milliseconds
     */
    public Rounds(Outside outside, long interval) {
        this.outside = outside;
        this.interval = interval;
        this.retries = new Backoff(
                Math.min(FIRST_RETRY_MILLIS, interval),
                Math.max(FIRST_RETRY_MILLIS, Math.min(LONGEST_RETRY_MILLIS, interval)));
    }

    /** How long until the next round, in milliseconds; 0 or less is now. */
    public long waitMillis() {
        if (!hasRun) {
            return 0;
        }
        return hasFailed ? retries.waitMillis(outside.now()) : lastAt + interval - outside.now();
    }

    /** Goes over all logs once; the states afterwards, in the order of their names. */
    public List<LogState> run() throws InterruptedException {
        hasRun = true;
        hasFailed = false;
        try {
            Map<LogName, Long> ends = outside.ends();
            if (!knowsEarlier || !seals.keySet().containsAll(ends.keySet())) {
                readEarlier(ends);
            }
            for (LogName log : List.copyOf(seals.keySet())) {
                Long end = ends.get(log);
                states.put(log, end == null ? look(log, false, 0) : current(log, end));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } catch (R2Unavailable | LogUnavailable e) {
            String why = String.valueOf(e.getMessage());
            states.replaceAll((log, state) -> state.failed(why, state.end()));
            failed(why);
        }
        lastAt = outside.now();
        if (hasFailed) {
            retries.failed(lastAt);
        } else {
            retries.succeeded();
        }
        return states();
    }

    private List<LogState> states() {
        List<LogState> all = new ArrayList<>(states.values());
        all.sort((one, other) -> one.log().earlierId().compareTo(other.log().earlierId()));
        return List.copyOf(all);
    }

    private void readEarlier(Map<LogName, Long> ends) {
        List<LogName> all = new ArrayList<>(outside.inBucket());
        all.addAll(ends.keySet());
        for (LogName log : all) {
            seals.computeIfAbsent(log, outside::seal);
            states.computeIfAbsent(log, name -> LogState.begin(name, ends.containsKey(name), outside.now()));
        }
        knowsEarlier = true;
    }

    private LogState current(LogName log, long end) {
        return outside.leads() ? turn(log, true, end, Optional.of(outside.records(log))) : look(log, true, end);
    }

    private LogState look(LogName log, boolean isCurrent, long end) {
        return turn(log, isCurrent, end, Optional.empty());
    }

    private LogState turn(LogName log, boolean isCurrent, long end, Optional<LogRecords> records) {
        LogState state =
                Objects.requireNonNull(states.get(log), "a state of each log").current(isCurrent);
        LogSeal seal = Objects.requireNonNull(seals.get(log), "a seal of each log");
        try {
            Sealed sealed = records.isPresent() ? seal.seal(records.get(), end) : seal.look();
            return state.good(sealed, isCurrent ? end : sealed.size(), outside.now());
        } catch (ArchiveStopped e) {
            outside.stopped(log, e.getMessage());
            return state.stopped(e.getMessage(), end);
        } catch (IOException | UncheckedIOException | R2Unavailable | LogUnavailable e) {
            failed(String.valueOf(e.getMessage()));
            return state.failed(String.valueOf(e.getMessage()), end);
        }
    }

    private void failed(String why) {
        hasFailed = true;
        outside.failed(why);
    }
}
