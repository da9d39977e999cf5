package dev.edgepass.issuer.feed;

import java.time.Instant;

/** What the heads that were read say about one write. */
sealed interface Evidence {
    /** No head has it yet, as far as is known. */
    record None() implements Evidence {}

    /** A head that has it was first seen at {@code at}. */
    record Published(Instant at) implements Evidence {}

    /**
     * A head with the write's position had been there before the write: the position was used before, so the log went back, and no head's position says
     * anything about this write.
     */
    record WentBack(Sighting before) implements Evidence {}

    /** The first head that would have it passed over its record: it isn't in force, and no later head changes that. */
    record PassedOver() implements Evidence {}

    Evidence NONE = new None();
}
