package dev.edgepass.consumer.feed.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The copies that are owed to KV, one at a time, tried until KV has them or the feed no longer names them. Edges read a segment that KV lacks from R2, so
 * nothing waits for this.
 */
final class Mirroring {
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LONGEST_RETRY_MILLIS = 60_000;
    /** Bytes of a value that KV takes. */
    private static final int LARGEST_VALUE = 25 << 20;

    private final Map<String, NamedSegment> owed = new LinkedHashMap<>();
    private final Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, LONGEST_RETRY_MILLIS);
    private @Nullable String underWay;

    /** One that is too large for KV is in R2 alone. */
    void owe(NamedSegment segment) {
        if (segment.ref().size() <= LARGEST_VALUE) {
            owed.put(segment.hash(), segment);
        }
    }

    /** The next copy to make, or null. */
    Step.@Nullable MirrorSegment next(FeedFold fold, long now) {
        if (owed.isEmpty() || underWay != null || backoff.waitMillis(now) > 0) {
            return null;
        }
        List<String> named = new ArrayList<>();
        fold.segments().forEach(segment -> named.add(segment.hash()));
        owed.keySet().retainAll(named);
        for (NamedSegment segment : owed.values()) {
            underWay = segment.hash();
            return new Step.MirrorSegment(segment);
        }
        return null;
    }

    void mirrored(String hash, boolean mirrored, long now) {
        if (!hash.equals(underWay)) {
            return;
        }
        underWay = null;
        if (mirrored) {
            owed.remove(hash);
            backoff.succeeded();
        } else {
            backoff.failed(now);
        }
    }
}
