package dev.edgepass.consumer.simulation;

/**
 * What a run came to, or several.
 *
 * @param hash of everything that happened, in its order
 * @param millis of virtual time
 * @param stale refused as stale, which are among the refused
 * @param latestGrant milliseconds from published to the last grant against it
 * @param faults windows of weather, and writes in doubt
 * @param throttled writes of the head that R2 refused as too many
 * @param deleted segments that a sweep deleted
 * @param damagedReads reads of a segment that gave a publisher other bytes, so that it makes the feed anew
 * @param knownAtEdge positions of which the publishers' record says when the edge knew them
 */
record Outcome(
        long hash,
        long millis,
        long events,
        long granted,
        long refused,
        long stale,
        long latestGrant,
        long records,
        long published,
        long heads,
        long tokens,
        long faults,
        long throttled,
        long deleted,
        long damagedReads,
        long knownAtEdge) {
    static final Outcome NONE = new Outcome(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    Outcome plus(Outcome other) {
        return new Outcome(
                hash ^ other.hash,
                millis + other.millis,
                events + other.events,
                granted + other.granted,
                refused + other.refused,
                stale + other.stale,
                Math.max(latestGrant, other.latestGrant),
                records + other.records,
                published + other.published,
                heads + other.heads,
                tokens + other.tokens,
                faults + other.faults,
                throttled + other.throttled,
                deleted + other.deleted,
                damagedReads + other.damagedReads,
                knownAtEdge + other.knownAtEdge);
    }
}
