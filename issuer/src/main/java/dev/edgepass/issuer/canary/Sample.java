package dev.edgepass.issuer.canary;

import java.time.Instant;

/**
 * One request to the edge.
 *
 * @param sentAt before it was sent: the edge decided later
 * @param answeredAt after its answer, or the end of the patience: the edge decided earlier
 */
record Sample(Instant sentAt, Instant answeredAt, Sight sight) {
    /** What the edge said. */
    enum Sight {
        GRANTED,
        /** 403 {@code revoked}. */
        REVOKED,
        /** 503 {@code stale-feed}: the edge can't know, and so refuses. */
        STALE,
        /** No answer, or one that is about something else: says nothing about the revocation. */
        UNCLEAR;

        boolean isRefusal() {
            return this == REVOKED || this == STALE;
        }
    }
}
