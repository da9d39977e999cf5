package dev.edgepass.edge.feed.core;

import dev.edgepass.feed.SegmentRef;
import java.util.ArrayList;
import java.util.List;

/**
 * The segments that an isolate holds or loads. A load that took longer than the read that began it serves the reads beside it and after it; what no current head
 * names is dropped. Values only, as in {@link FeedState}.
 */
final class LoadedSegments {
    private List<SegmentSlot> slots = new ArrayList<>();

    /** The one place of {@code ref}. */
    SegmentSlot slot(SegmentRef ref) {
        for (SegmentSlot slot : slots) {
            if (slot.hash.equals(ref.hash())) {
                return slot;
            }
        }
        SegmentSlot slot = new SegmentSlot(ref.hash());
        slots.add(slot);
        return slot;
    }

    /** Drops what neither of the two heads' segments names; a read that holds a dropped slot goes on with it alone. */
    void retain(List<SegmentRef> current, List<SegmentRef> coming) {
        List<SegmentSlot> kept = new ArrayList<>();
        for (SegmentSlot slot : slots) {
            if (slot.isNamed(current) || slot.isNamed(coming)) {
                kept.add(slot);
            }
        }
        slots = kept;
    }

    /** Segments that are held. */
    int size() {
        int size = 0;
        for (SegmentSlot slot : slots) {
            size += slot.segment == null ? 0 : 1;
        }
        return size;
    }
}
