package dev.edgepass.feed;

import java.util.List;

/**
 * Several segments merged into one (docs/feed.md): of two entries for one fingerprint the newer one wins. It walks the columns twice, once to
 * count and once to write, so that it takes no memory but the result's. The Worker never merges.
 */
public final class SegmentMerge {
    /** Newest first. */
    private final Segment[] inputs;

    private final boolean bottom;
    private final long prunedTo;
    /** How far each input has been read. */
    private final int[] at;

    private int high;
    private int low;
    private long cutoff;
    private boolean blocked;

    private SegmentMerge(List<Segment> oldestFirst, boolean bottom, long prunedTo) {
        int n = oldestFirst.size();
        this.inputs = new Segment[n];
        for (int i = 0; i < n; i++) {
            inputs[i] = oldestFirst.get(n - 1 - i);
        }
        this.bottom = bottom;
        this.prunedTo = prunedTo;
        this.at = new int[n];
    }

    /**
     * Merges {@code oldestFirst}.
     *
     * @param bottom whether nothing older lies below them: only then can a clear entry go, as there is nothing that it lifts
     * @param prunedTo the lowest {@code pos} of a token that isn't refused anyway: a cutoff up to here refuses no other, so it becomes none
     */
    public static Segment of(List<Segment> oldestFirst, boolean bottom, long prunedTo) {
        SegmentMerge counting = new SegmentMerge(oldestFirst, bottom, prunedTo);
        int n = 0;
        while (counting.next()) {
            n++;
        }
        int[] words = Segment.words(n);
        SegmentMerge merge = new SegmentMerge(oldestFirst, bottom, prunedTo);
        for (int i = 0; merge.next(); i++) {
            Segment.put(words, n, i, merge.high, merge.low, merge.cutoff, merge.blocked);
        }
        return Segment.of(words);
    }

    /** Goes to the next entry of the result. */
    private boolean next() {
        while (true) {
            int newest = smallest();
            if (newest < 0) {
                return false;
            }
            Segment winner = inputs[newest];
            int index = at[newest];
            high = winner.high(index);
            low = winner.low(index);
            cutoff = winner.cutoff(index) <= prunedTo ? 0 : winner.cutoff(index);
            blocked = winner.blocked(index);
            skip();
            if (!bottom || blocked || cutoff != 0) {
                return true;
            }
        }
    }

    /** The newest of the inputs with the smallest fingerprint; -1 where all have been read. */
    private int smallest() {
        int smallest = -1;
        for (int i = 0; i < inputs.length; i++) {
            if (at[i] < inputs[i].size() && (smallest < 0 || isBefore(i, smallest))) {
                smallest = i;
            }
        }
        return smallest;
    }

    private boolean isBefore(int one, int other) {
        int byHigh = Integer.compareUnsigned(inputs[one].high(at[one]), inputs[other].high(at[other]));
        return byHigh < 0
                || byHigh == 0 && Integer.compareUnsigned(inputs[one].low(at[one]), inputs[other].low(at[other])) < 0;
    }

    /** Past the entry just taken, in every input that has one for its fingerprint. */
    private void skip() {
        for (int i = 0; i < inputs.length; i++) {
            if (at[i] < inputs[i].size() && inputs[i].high(at[i]) == high && inputs[i].low(at[i]) == low) {
                at[i]++;
            }
        }
    }
}
