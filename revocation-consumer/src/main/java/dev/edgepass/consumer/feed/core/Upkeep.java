package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import org.jspecify.annotations.Nullable;

/**
 * A tenure's work on segments beside its heads (docs/feed.md): it seals the tail, copies segments to KV, has unnamed ones deleted, and prunes cutoffs.
 */
final class Upkeep {
    private final FeedFold fold;
    private final FeedClock clock;
    private final Cadence cadence;
    private final Sealing sealing;
    private final Mirroring mirroring = new Mirroring();
    private final Sweeping sweeping;
    private final Pruning pruning;

    /**
     * @param prunedTo of the head that is followed on
     */
    Upkeep(PublisherSetup setup, FeedFold fold, Cadence cadence, long prunedTo, long now) {
        this.fold = fold;
        this.clock = setup.clock();
        this.cadence = cadence;
        this.sealing = new Sealing(setup.terms(), now);
        this.sweeping = new Sweeping(setup.terms(), now);
        this.pruning = new Pruning(setup.terms(), prunedTo);
    }

    /**
     * The work that is due; null where none is.
     *
     * @param behind whether the fold is behind the log: most segments don't live long enough then to be copied
     * @param knownEnd the log's end by the broker's last answer
     */
    @Nullable
    Step next(boolean behind, long knownEnd, long now) {
        if (sealing.isDue(fold, behind, now)) {
            Step segment = sealing.begin(fold, prunedTo(), now);
            if (segment != null) {
                return segment;
            }
            cadence.hurry();
        }
        Step copy = behind ? null : mirroring.next(fold, now);
        if (copy != null) {
            return copy;
        }
        Step sweep = behind || sealing.isUnderWay() ? null : sweeping.next(fold, now);
        return sweep != null ? sweep : pruning.next(Math.max(knownEnd, fold.position()), clock.wallMillis(), now);
    }

    boolean holdsUpRecords() {
        return sealing.holdsUpRecords(fold);
    }

    boolean holdsUpHead() {
        return sealing.holdsUpHead(fold);
    }

    long prunedTo() {
        return pruning.prunedTo(fold.position());
    }

    void published(FeedHead head, long now) {
        sweeping.published(head, now);
    }

    void offsetAt(long offset, long now) {
        long before = prunedTo();
        pruning.answered(offset, now);
        if (prunedTo() > before) {
            sealing.pruned(fold, prunedTo());
        }
    }

    void segmentStored(String hash, boolean stored, long now) {
        if (sealing.stored(hash, stored, fold, now)) {
            cadence.hurry();
        }
    }

    void segmentMirrored(String hash, boolean mirrored, long now) {
        mirroring.mirrored(hash, mirrored, fold, now);
    }

    void segmentsSwept(long now) {
        sweeping.swept(now);
    }
}
