package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import org.jspecify.annotations.Nullable;

/**
 * The state of a publisher. Immutable.
 *
 * @param detail for a person: why it is in this role
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
     * @param head the last one that was read or written, or null
     */
    static FeedStatus of(Role role, String detail, @Nullable FeedHead head, long headSeenAt) {
        return head == null
                ? new FeedStatus(role, detail, 0, 0, 0, 0, headSeenAt, LogGaps.NONE)
                : new FeedStatus(
                        role,
                        detail,
                        head.term(),
                        head.sequence(),
                        head.position(),
                        head.asOf(),
                        headSeenAt,
                        head.gaps());
    }

    /**
     * Whether a leader has published no fresh head, or a standby has not read the head, for too long.
     *
     * @param limitMillis that is too long
     * @return the complaint, in a sentence with both values, or null
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
