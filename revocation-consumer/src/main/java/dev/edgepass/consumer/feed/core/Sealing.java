package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Segment;
import org.jspecify.annotations.Nullable;

/**
 * When the tail becomes a segment (docs/feed.md, "From tail to segments"), one at a time: at {@code sealEntries}, or with fewer at most every {@code sealInterval}. A
 * seal is one new segment, so one write to KV; while the publisher is behind the log, where no head is due anyway, it seals twenty times as much at once.
 */
final class Sealing {
    // Each in multiples of sealEntries.
    /** Entries of a seal behind the log: one segment in place of twenty that the next seals would replace. */
    private static final int SEALED_BEHIND = 20;

    /** Entries of a published tail: 64 KB, by default, that every location reads with every head. */
    private static final int LONGEST_PUBLISHED_TAIL = 4;

    /** Entries of a tail in memory while a seal is being stored: some 5 MB, by default. */
    private static final int LONGEST_TAIL = 50;

    private final FeedTerms terms;
    private final Backoff backoff = new Backoff();
    private long lastSealAt;
    private boolean compactionDue;
    private boolean compacting;
    private @Nullable NamedSegment underWay;

    Sealing(FeedTerms terms, long now) {
        this.terms = terms;
        this.lastSealAt = now;
    }

    /** Whether a segment is to be made now. */
    boolean isDue(FeedFold fold, boolean behind, long now) {
        int entries = fold.unsealed();
        int most = terms.sealEntries() * (behind ? SEALED_BEHIND : 1);
        boolean waited = !behind && now - lastSealAt >= terms.sealIntervalMillis();
        boolean due = entries >= most || waited && entries > 0 || compactionDue && !behind;
        return due && underWay == null && backoff.waitMillis(now) <= 0;
    }

    /** Whether a segment is being stored that the feed doesn't have yet. */
    boolean isUnderWay() {
        return underWay != null;
    }

    /** Makes it; null where it would have no entry, so that there is nothing to store and the feed has changed at once. */
    Step.@Nullable StoreSegment begin(FeedFold fold, long prunedTo, long now) {
        compacting = compactionDue;
        compactionDue = false;
        Segment merged = fold.beginSeal(prunedTo, compacting);
        lastSealAt = now;
        if (merged.size() == 0) {
            fold.sealed(null);
            return null;
        }
        NamedSegment named = NamedSegment.of(merged);
        underWay = named;
        return new Step.StoreSegment(named);
    }

    /**
     * Takes the outcome of storing {@code hash}.
     *
     * @return whether the feed has another segment now
     */
    boolean stored(String hash, boolean stored, FeedFold fold, long now) {
        NamedSegment segment = underWay;
        if (segment == null || !segment.hash().equals(hash)) {
            return false;
        }
        underWay = null;
        if (!stored) {
            fold.sealFailed();
            compactionDue |= compacting;
            backoff.failed(now);
            return false;
        }
        backoff.succeeded();
        fold.sealed(segment);
        return true;
    }

    /** Looks for what {@code prunedTo} makes superfluous: all of a segment, or half of the feed, are rewritten. */
    void pruned(FeedFold fold, long prunedTo) {
        long entries = 0;
        long expired = 0;
        for (NamedSegment named : fold.segments()) {
            int size = named.segment().size();
            int gone = named.segment().expired(prunedTo);
            compactionDue |= gone == size;
            entries += size;
            expired += gone;
        }
        compactionDue |= expired > 0 && expired * 2 >= entries;
    }

    /** Whether a head has to wait for a seal: its tail would be too long. */
    boolean holdsUpHead(FeedFold fold) {
        return fold.tailSize() > terms.sealEntries() * LONGEST_PUBLISHED_TAIL;
    }

    /** Whether records have to wait for a seal: memory is bounded. */
    boolean holdsUpRecords(FeedFold fold) {
        return fold.tailSize() > terms.sealEntries() * LONGEST_TAIL;
    }
}
