package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentMerge;
import dev.edgepass.revocation.HandleChange;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the blocks of the last {@link HandleChange#LIFT_WINDOW} records stand in the log, which segments don't tell and a lift has to know. Kept as the feed
 * itself is, in columns of 16 bytes an entry with the position in the cutoff's place, since one record can block 10,000 handles. Not thread-safe.
 */
final class BlockPositions {
    private static final int BUFFERED = 1_000;

    private final List<Slice> slices = new ArrayList<>();
    private SortedMap<Fingerprint, HandleState> newest = new TreeMap<>();

    /** Blocks up to {@code newest}. */
    private record Slice(Segment positions, long newest) {}

    /** Takes a block at {@code position}, which is no lower than any before. */
    void put(Fingerprint fingerprint, long position) {
        newest.put(fingerprint, new HandleState(position, 0));
        if (newest.size() >= BUFFERED) {
            merge(position);
        }
    }

    /** The position of the newest block of {@code fingerprint}; 0 where none of the window is known. */
    long of(Fingerprint fingerprint) {
        HandleState found = newest.get(fingerprint);
        for (int i = slices.size() - 1; found == null && i >= 0; i--) {
            found = slices.get(i).positions().find(fingerprint);
        }
        return found == null ? 0 : found.cutoff();
    }

    /** Forgets the blocks before the window of a log that has reached {@code position}. */
    void forget(long position) {
        slices.removeIf(slice -> slice.newest() < position - HandleChange.LIFT_WINDOW);
    }

    private void merge(long position) {
        forget(position);
        int from = MergePolicy.from(
                slices.stream().map(slice -> slice.positions().size()).toList(), newest.size());
        List<Slice> merging = slices.subList(from, slices.size());
        List<Segment> parts = new ArrayList<>();
        merging.forEach(slice -> parts.add(slice.positions()));
        parts.add(Segment.of(newest));
        merging.clear();
        // A block right at the window's end still counts.
        long forgotten = Math.max(0, position - HandleChange.LIFT_WINDOW - 1);
        slices.add(new Slice(SegmentMerge.of(parts, from == 0, forgotten), position));
        newest = new TreeMap<>();
    }
}
