package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.LogGaps;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher is doing.
 *
 * @param detail for a person: why it stands by, waits or halted
 * @param term that of the last head read or written; 0 is none yet
 * @param position that of the last head read or written
 * @param asOf that of the last head read or written, milliseconds since the epoch
 * @param headSeenAt when a head was read or written last, monotonic milliseconds
 * @param gaps those of the last head read or written
 */
public record FeedStatus(
        Role role, String detail, long term, long sequence, long position, long asOf, long headSeenAt, LogGaps gaps) {
    /** The part that a publisher plays. */
    public enum Role {
        /** Looking for a head. */
        JOINING,
        /** Another publisher holds the lease; this one watches the head. */
        STANDBY,
        /** Rebuilding the fold, to publish. */
        RESUMING,
        /** Holds the lease and publishes. */
        LEADING,
        /** Stopped with an alarm. */
        HALTED
    }

    /** That of a publisher which hasn't begun. */
    public static final FeedStatus START =
            new FeedStatus(Role.JOINING, "reading the head", 0, 0, 0, 0, 0, LogGaps.NONE);

    /**
     * Whether what this role is for has been missing for too long: fresh heads of a leader, looks at the head of a standby.
     *
     * @param limitMillis that is too long
     * @return what is missing, in a sentence with both values, or null
     */
    public @Nullable String overdue(FeedClock clock, long limitMillis) {
        return switch (role) {
            case LEADING -> tooLong("nothing was published that is newer", clock.wallMillis() - asOf, limitMillis);
            case STANDBY -> tooLong("the head wasn't read", clock.monotonicMillis() - headSeenAt, limitMillis);
            case JOINING, RESUMING, HALTED -> null;
        };
    }

    private static @Nullable String tooLong(String missing, long millis, long limitMillis) {
        return millis <= limitMillis
                ? null
                : missing + " for " + millis + " ms (expected: at most " + limitMillis + " ms)";
    }
}
