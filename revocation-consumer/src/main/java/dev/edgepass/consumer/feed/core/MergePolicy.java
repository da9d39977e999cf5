package dev.edgepass.consumer.feed.core;

import java.util.List;

/**
 * Which segments are merged with fresh entries (docs/feed.md, "From tail to segments"): the youngest, as long as one is at most twice as large as those merged so
 * far, so that an entry is rewritten a logarithmic number of times and sizes at least treble from one segment to the next older one.
 */
final class MergePolicy {
    /** Segments of a feed. */
    static final int MOST_SEGMENTS = 8;

    private static final int RATIO = 2;

    private MergePolicy() {}

    /**
     * The index of the oldest segment to merge; the number of segments where none is.
     *
     * @param sizes entries of the segments, oldest first
     * @param fresh entries that come on top
     */
    static int from(List<Integer> sizes, int fresh) {
        int from = sizes.size();
        long merged = fresh;
        while (from > 0 && (sizes.get(from - 1) <= RATIO * merged || from >= MOST_SEGMENTS)) {
            from--;
            merged += sizes.get(from);
        }
        return from;
    }
}
