package dev.edgepass.edge.feed.core;

import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The place of one segment, which the reads that need it share. */
final class SegmentSlot {
    final String hash;

    /** Its bytes had the hash. */
    @Nullable
    Segment segment;

    /** The read that loads it, since {@link #begun}; null is none. */
    @Nullable
    HeadRead loader;

    long begun;

    SegmentSlot(String hash) {
        this.hash = hash;
    }

    boolean isNamed(List<SegmentRef> refs) {
        for (SegmentRef ref : refs) {
            if (ref.hash().equals(hash)) {
                return true;
            }
        }
        return false;
    }
}
