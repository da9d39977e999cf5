package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.r2.FeedStore;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the segments of a head from R2. Thread-safe. */
public final class SegmentLoader {
    private final FeedStore store;

    public SegmentLoader(FeedStore store) {
        this.store = store;
    }

    /** A segment that the feed names is gone or damaged. */
    public static final class SegmentLost extends RuntimeException {
        SegmentLost(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage(), "message");
        }
    }

    /**
     * @throws SegmentLost where one is gone, or its bytes aren't those that were hashed
     * @throws dev.edgepass.consumer.feed.r2.R2Unavailable where R2 doesn't say
     */
    public List<Segment> load(List<SegmentRef> refs) {
        List<Segment> segments = new ArrayList<>();
        for (SegmentRef ref : refs) {
            try {
                segments.add(store.readSegment(ref)
                        .orElseThrow(() -> new SegmentLost("segment " + ref.hash() + " is gone from R2")));
            } catch (MalformedException e) {
                throw new SegmentLost("segment " + ref.hash() + ": " + e.getMessage());
            }
        }
        return segments;
    }
}
