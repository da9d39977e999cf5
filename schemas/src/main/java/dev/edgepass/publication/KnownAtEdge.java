package dev.edgepass.publication;

/** When the edge knew a position of the control log, as far as that was recorded (docs/feed.md). */
public sealed interface KnownAtEdge {
    /** A revocation is in force at every location so long after a head that has it is in R2 (docs/revocation.md). Milliseconds. */
    long BOUND_MILLIS = 5_000;

    /**
     * It is known. Milliseconds since the epoch.
     *
     * @param notBefore no location knew it before
     * @param atTheLatest from then on each location knew it, or granted nothing
     */
    record Between(long notBefore, long atTheLatest) implements KnownAtEdge {
        public Between {
            if (notBefore > atTheLatest) {
                throw new IllegalArgumentException(
                        "at the latest: " + atTheLatest + " (expected: not before " + notBefore + ")");
            }
        }
    }

    /** It isn't. */
    record Unknown(Reason reason) implements KnownAtEdge {}

    /** Why it isn't known. */
    enum Reason {
        /** The edge had it already when the record began. */
        BEFORE_THE_RECORD,
        /** A part of the record is missing where it would be. */
        GAP,
        /** The record doesn't reach as far: it isn't published yet, or its publisher hasn't recorded it yet. */
        NOT_RECORDED,
        /** The feed passed its record over: the edge doesn't know what that says. */
        NOT_IN_FORCE,
        /** The log went back since: the position may have been published with another record. */
        LOG_WENT_BACK,
        /** Times that were recorded contradict each other. */
        CONTRADICTION
    }
}
