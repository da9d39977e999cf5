package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.PassOver;

/**
 * The pace of publishing (docs/feed.md). Milliseconds.
 *
 * @param publisherId this publisher's name in the lease; its own restart takes over at once
 * @param minIntervalMillis from the start of one write of the head to the next: R2 allows one a second to a key
 * @param heartbeatMillis a head at least this often
 * @param sealEntries tail entries that are sealed at once
 * @param sealIntervalMillis a tail with anything in it is sealed this long after the last seal
 * @param pruneAgeMillis cutoffs older than this go: a token's longest life, and how far a read model may lag that it was minted on
 * @param passOver records that are passed over though this build doesn't know their type
 */
public record FeedTerms(
        String publisherId,
        long minIntervalMillis,
        long heartbeatMillis,
        int sealEntries,
        long sealIntervalMillis,
        long pruneAgeMillis,
        PassOver passOver) {
    private static final int MISSED_HEARTBEATS = 2;
    private static final int ALARMING_HEARTBEATS = 3;

    public FeedTerms {
        if (publisherId.isBlank()) {
            throw new IllegalArgumentException("publisher id: blank (expected: a name of its own for each publisher)");
        }
        if (minIntervalMillis < 1 || heartbeatMillis < minIntervalMillis) {
            throw new IllegalArgumentException("heartbeat: " + heartbeatMillis
                    + " ms (expected: at least the min interval, " + minIntervalMillis + " ms, which is at least 1)");
        }
        if (sealEntries < 1) {
            throw new IllegalArgumentException("seal entries: " + sealEntries + " (expected: >= 1)");
        }
        if (pruneAgeMillis < 1) {
            throw new IllegalArgumentException("prune age: " + pruneAgeMillis + " ms (expected: >= 1)");
        }
    }

    /** Terms under which no record is passed over. */
    public FeedTerms(
            String publisherId,
            long minIntervalMillis,
            long heartbeatMillis,
            int sealEntries,
            long sealIntervalMillis,
            long pruneAgeMillis) {
        this(
                publisherId,
                minIntervalMillis,
                heartbeatMillis,
                sealEntries,
                sealIntervalMillis,
                pruneAgeMillis,
                PassOver.NONE);
    }

    /** A head that a standby sees unchanged for this long has lost its publisher. */
    long leaseMillis() {
        return MISSED_HEARTBEATS * heartbeatMillis;
    }

    /** A publisher that didn't do its part for this long isn't well: longer than a standby takes to replace it. */
    public long overdueMillis() {
        return ALARMING_HEARTBEATS * heartbeatMillis;
    }

    /** How often a standby looks at the head. */
    long watchMillis() {
        return Math.max(1, heartbeatMillis / 4);
    }
}
