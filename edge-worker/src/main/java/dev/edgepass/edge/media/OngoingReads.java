package dev.edgepass.edge.media;

import dev.edgepass.edge.memory.RecentlyUsed;

/**
 * Which objects an isolate is reading right now, so that one read does for many requests. They share no promise (docs/edge.md): a reader that is gone with
 * its client is forgotten after a while. Pure Java, for an isolate's one thread.
 */
final class OngoingReads {
    /** Reads in each of the memory's two generations: no view waits for one that was dropped. */
    private static final int MAX_READS = 1_000;

    private final RecentlyUsed<Long> begun = new RecentlyUsed<>(MAX_READS);
    private final long maxWait;

    /**
     * @param maxWait milliseconds after which a read is no longer waited for
     */
    OngoingReads(long maxWait) {
        this.maxWait = maxWait;
    }

    /** Whether {@code key} is being read; where not, the caller is its reader from {@code now} on, until {@link #ended}. */
    boolean isOngoing(String key, long now) {
        Long since = begun.find(key);
        if (since != null && now - since < maxWait && since <= now) {
            return true;
        }
        begun.remember(key, now);
        return false;
    }

    /** The read that began at {@code since} has come to something, or to nothing. */
    void ended(String key, long since) {
        Long current = begun.find(key);
        if (current != null && current == since) {
            begun.forget(key);
        }
    }
}
