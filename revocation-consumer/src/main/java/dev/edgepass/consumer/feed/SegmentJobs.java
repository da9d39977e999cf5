package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.PublisherCore;
import java.util.List;
import java.util.Set;

/** Work on segments beside the publisher, which waits for none of it: each call only begins a job, and a failure is an answer. For the publisher's thread. */
public interface SegmentJobs {
    /** Begins to store a segment in R2. */
    void store(NamedSegment segment);

    /** Begins to copy a segment to KV. */
    void mirror(NamedSegment segment);

    /** Begins a sweep; no segment is stored while it runs, and KV's part is bounded by one call's timeout. */
    void sweep(List<NamedSegment> held, Set<String> named);

    /** Gives {@code core} the answers that have come since the last call. */
    void tell(PublisherCore core);
}
