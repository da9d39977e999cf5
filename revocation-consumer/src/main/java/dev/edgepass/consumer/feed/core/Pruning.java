package dev.edgepass.consumer.feed.core;

import org.jspecify.annotations.Nullable;

/**
 * How far the feed's memory reaches back: {@code prunedTo}, below which a token's {@code pos} is refused and cutoffs are dropped (ADR 7).
 *
 * <p>It is the offset of the first record that the log took within the last token lifetime and slack. A token with a lower {@code pos} was decided on without a
 * record that was accepted before that time. If the read model that it was decided on lagged by less than the slack, the token is older than a token lifetime:
 * it has expired, and dropping the cutoffs that refused it grants nothing. If the read model lagged by more, the token may be valid still and is refused, which
 * is the stated policy. So nothing that a dropped cutoff refused is granted again. Blocks are never pruned.
 */
final class Pruning {
    private static final long PERIOD_MILLIS = 600_000;
    private static final long RETRY_MILLIS = 10_000;

    private final FeedTerms terms;
    private long prunedTo;
    private long reached;
    private long takenBefore;
    private long askAt = Long.MIN_VALUE;

    /**
     * @param prunedTo of the head that is followed on; it only rises
     */
    Pruning(FeedTerms terms, long prunedTo) {
        this.terms = terms;
        this.prunedTo = prunedTo;
    }

    /**
     * The question, where it is due.
     *
     * @param taken a position that the log is known to have reached
     */
    Step.@Nullable AskOffsetAt next(long taken, long wallMillis, long now) {
        if (now < askAt) {
            return null;
        }
        askAt = now + RETRY_MILLIS;
        takenBefore = taken;
        return new Step.AskOffsetAt(wallMillis - terms.pruneAgeMillis());
    }

    /**
     * @param offset the first whose record is as young as was asked; negative where all are older, so all that had been taken when it was asked
     */
    void answered(long offset, long now) {
        reached = Math.max(reached, offset < 0 ? takenBefore : offset);
        askAt = now + PERIOD_MILLIS;
    }

    /** For a feed that has reached {@code position}: never more than that. */
    long prunedTo(long position) {
        prunedTo = Math.max(prunedTo, Math.min(reached, position));
        return prunedTo;
    }
}
