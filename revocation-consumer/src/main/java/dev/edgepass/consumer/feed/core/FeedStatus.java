package dev.edgepass.consumer.feed.core;

/**
 * What a publisher is doing.
 *
 * @param detail for a person: why it stands by, waits or halted
 * @param term that of the last head read or written; 0 is none yet
 * @param position that of the last head read or written
 * @param asOf that of the last head read or written, milliseconds since the epoch
 */
public record FeedStatus(Role role, String detail, long term, long sequence, long position, long asOf) {
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

    static final FeedStatus START = new FeedStatus(Role.JOINING, "reading the head", 0, 0, 0, 0);
}
