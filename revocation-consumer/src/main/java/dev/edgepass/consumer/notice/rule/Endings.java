package dev.edgepass.consumer.notice.rule;

import java.util.List;

/**
 * The ways in which a link was ended or stopped and that are in force.
 *
 * @param all in no order
 */
record Endings(List<Ending> all) {
    /** By how much the clocks of the issuer and of the edge may differ, in ms. */
    static final long CLOCK_STEP = 2_000;

    Endings {
        all = List.copyOf(all);
    }

    /**
     * One of them.
     *
     * @param name of the occasion, the same whenever it is looked at
     * @param position the control log's, with it
     * @param at when it was accepted, ms since the epoch
     * @param forAll whether it stops every token of the link, or only those whose {@code pos} is below its position
     */
    record Ending(String name, long position, long at, boolean forAll) {
        /** Whether a view was granted that this would have stopped, had the edge known of it; not where the clocks' difference may explain it. */
        boolean missed(long pos, long grantedAt) {
            return grantedAt > at + CLOCK_STEP && (forAll || pos < position);
        }
    }
}
