package dev.edgepass.consumer.feed.r2;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.Optional;

/** The feed's head, and the segments that it names, in R2 (docs/feed.md). Each call is one attempt, and blocks. For one thread, unless an implementation says more. */
public interface FeedStore {
    /**
     * The head, or empty where there is none.
     *
     * @throws R2Unavailable where R2 doesn't say
     */
    Optional<StoredHead> readHead();

    /**
     * Writes the head where the object has the ETag {@code ifMatch}, or where there is none if that is empty.
     *
     * @return the new ETag, or empty where the condition didn't hold
     * @throws R2Unavailable where it isn't known whether it was written
     */
    Optional<String> writeHead(String compact, Optional<String> ifMatch);

    /**
     * A segment, or empty where R2 has none.
     *
     * @throws dev.edgepass.encoding.MalformedException where R2 has other bytes under that name
     * @throws R2Unavailable where R2 doesn't say
     */
    Optional<Segment> readSegment(SegmentRef segment);
}
