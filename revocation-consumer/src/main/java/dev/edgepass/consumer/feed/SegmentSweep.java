package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.UnnamedSegments;
import dev.edgepass.consumer.feed.kv.KvUnavailable;
import dev.edgepass.consumer.feed.kv.SegmentMirror;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.feed.r2.R2Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Deletes segments that no head has named for a day, from KV and then from R2, whose list is what a later sweep would find them by; and writes those again that
 * the feed names and R2 lacks. At most once an hour, by all publishers together. For one thread, the one that stores segments: its list doesn't change
 * meanwhile.
 */
final class SegmentSweep {
    private static final Duration APART = Duration.ofHours(1);
    /** Of one sweep, a thousand to a page. Where there are more, later sweeps come to them as these go. */
    private static final int MOST_PAGES = 20;

    private static final int MOST_DELETED = 1_000;
    /** Deleted at once: the free plan of KV takes 1,000 a day, so that some pieces get through where a whole wouldn't. */
    private static final int PIECE = 100;
    /** Since the list: a machine that slept doesn't know what was written meanwhile. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final FeedBucket bucket;
    private final SegmentMirror mirror;
    private final FeedMetrics metrics;
    private final InstantSource r2Clock;

    /**
     * @param r2Clock R2's own time
     */
    SegmentSweep(FeedBucket bucket, SegmentMirror mirror, FeedMetrics metrics, InstantSource r2Clock) {
        this.bucket = bucket;
        this.mirror = mirror;
        this.metrics = metrics;
        this.r2Clock = r2Clock;
    }

    /**
     * @param held segments of the feed
     * @param named hashes of those, and of all others that the head in R2 names
     * @throws R2Unavailable where R2 doesn't answer; the rest is left to the next sweep
     * @throws KvUnavailable where KV doesn't answer; likewise
     */
    void run(List<NamedSegment> held, Set<String> named) throws InterruptedException {
        Instant now = r2Clock.instant();
        FeedBucket.Unnamed before = bucket.readUnnamed();
        if (Duration.between(before.writtenAt(), now).compareTo(APART) < 0) {
            return;
        }
        long begun = System.nanoTime();
        FeedBucket.Listing listing = bucket.listSegments(MOST_PAGES);
        restore(held, listing);
        UnnamedSegments.Finding finding =
                before.segments().sweep(listing.segments(), named, now.toEpochMilli(), UnnamedSegments.GRACE_MILLIS);
        // First, so that a sweep that fails is followed by the next one an hour later.
        bucket.writeUnnamed(finding.unnamed());
        List<String> dead = finding.toDelete().stream().limit(MOST_DELETED).toList();
        for (int from = 0; from < dead.size(); from += PIECE) {
            if (Duration.ofNanos(System.nanoTime() - begun).compareTo(LONGEST) > 0) {
                return;
            }
            List<String> piece = dead.subList(from, Math.min(from + PIECE, dead.size()));
            mirror.delete(piece);
            bucket.deleteSegments(piece);
            metrics.deleted(piece.size());
        }
    }

    private void restore(List<NamedSegment> held, FeedBucket.Listing listing) {
        Set<String> there =
                listing.segments().stream().map(UnnamedSegments.Stored::hash).collect(Collectors.toSet());
        for (NamedSegment segment : held) {
            if (listing.isWhole() && !there.contains(segment.hash())) {
                bucket.storeSegment(segment.ref(), segment.segment());
                metrics.restored(segment.hash());
            }
        }
    }
}
