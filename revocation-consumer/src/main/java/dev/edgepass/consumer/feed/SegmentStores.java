package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.Step;
import dev.edgepass.consumer.feed.kv.KvUnavailable;
import dev.edgepass.consumer.feed.kv.SegmentMirror;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Unavailable;

/** Segments in R2 and their copy in KV. Thread-safe. */
public final class SegmentStores {
    private final FeedBucket bucket;
    private final SegmentMirror mirror;
    private final FeedMetrics metrics;

    SegmentStores(FeedBucket bucket, SegmentMirror mirror, FeedMetrics metrics) {
        this.bucket = bucket;
        this.mirror = mirror;
        this.metrics = metrics;
    }

    /** Where a segment is now. */
    record Stored(String hash, boolean inR2, boolean inKv) {}

    /** Stores the segment: R2 first, which the head depends on, then KV, which it doesn't. */
    Stored store(Step.StoreSegment step) {
        String hash = step.segment().hash();
        if (step.toR2()) {
            try {
                bucket.storeSegment(step.segment(), step.bytes());
            } catch (R2Unavailable e) {
                metrics.r2Failed(e);
                return new Stored(hash, false, false);
            }
        }
        try {
            mirror.store(hash, step.bytes());
            return new Stored(hash, true, true);
        } catch (KvUnavailable e) {
            metrics.kvFailed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Without an answer the publisher would wait for this segment for ever.
            metrics.kvFailed(e);
        }
        return new Stored(hash, true, false);
    }
}
