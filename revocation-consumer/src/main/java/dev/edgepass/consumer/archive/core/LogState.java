package dev.edgepass.consumer.archive.core;

import dev.edgepass.audit.LogName;
import org.jspecify.annotations.Nullable;

/**
 * A log after the last round. Immutable.
 *
 * @param isCurrent whether it is the one of its partition that goes on
 * @param sealed as it was last read or written
 * @param end the topic's end as of that round; that of the log where it doesn't go on
 * @param stopped why it isn't written until an operator acts; null where it is
 * @param failed why the last round didn't reach it; null where it did
 * @param goodAt when it was last found good, and by who writes up to the end: by a monotonic clock, in milliseconds
 */
public record LogState(
        LogName log,
        boolean isCurrent,
        Sealed sealed,
        long end,
        @Nullable String stopped,
        @Nullable String failed,
        long goodAt) {
    /** Before the first round. */
    static LogState begin(LogName log, boolean isCurrent, long now) {
        return new LogState(log, isCurrent, Sealed.NONE, 0, null, null, now);
    }

    LogState current(boolean current) {
        return new LogState(log, current, sealed, end, stopped, failed, goodAt);
    }

    LogState good(Sealed now, long newEnd, long at) {
        return new LogState(log, isCurrent, now, newEnd, null, null, at);
    }

    LogState stopped(String why, long newEnd) {
        return new LogState(log, isCurrent, sealed, newEnd, why, null, goodAt);
    }

    LogState failed(String why, long newEnd) {
        return new LogState(log, isCurrent, sealed, newEnd, stopped, why, goodAt);
    }

    /** Of {@link LogName}: for who asks from outside. */
    public String id() {
        return isCurrent ? log.id() : log.earlierId();
    }

    /** Why the last round didn't find it good; null where it did. Of an instance that only looks it may be sealed to less than its end. */
    public @Nullable String trouble() {
        return stopped != null ? stopped : failed;
    }

    /** Whether all that the topic had in the last round is sealed. */
    public boolean isSealedToItsEnd() {
        return sealed.size() >= end;
    }
}
