package dev.edgepass.consumer.feed.core;

/**
 * Why a publisher stops, and which change lets it go on; head and log have to fit in any case.
 *
 * @param reason in a sentence
 * @param byAnotherHead only another head ends it: the feed can't be made from the one there is
 * @param needed an offset that the log has to have again, or {@link #NOTHING}
 */
record Halt(String reason, boolean byAnotherHead, long needed) {
    static final long NOTHING = Long.MAX_VALUE;

    static Halt untilTheyFit(String reason) {
        return new Halt(reason, false, NOTHING);
    }

    static Halt untilAnotherHead(String reason) {
        return new Halt(reason, true, NOTHING);
    }

    static Halt untilTheLogHas(long needed, String reason) {
        return new Halt(reason, false, needed);
    }
}
