package dev.edgepass.consumer.feed.core;

import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The copies that are owed to KV, one at a time, tried until KV has them or the feed no longer names them. Heads mark a segment once KV has acknowledged its
 * copy; until then edges read it from R2, so nothing waits for this. A tenure copies each segment of its feed once, marked or not: a restart is what mends a KV
 * that lost one.
 */
final class Mirroring {
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LONGEST_RETRY_MILLIS = 60_000;
    /** Bytes of a value that KV takes. A larger segment is in R2 alone. */
    private static final int LARGEST_VALUE = 25 << 20;

    /** Hashes and no segments: while the publisher is behind, the feed replaces many, and nothing here may hold them. */
    private final Set<String> copied = new HashSet<>();

    private final Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, LONGEST_RETRY_MILLIS);
    private @Nullable String underWay;

    /** The next copy to make, or null. Those that no head marks yet come first. */
    Step.@Nullable MirrorSegment next(FeedFold fold, long now) {
        if (underWay != null || backoff.waitMillis(now) > 0) {
            return null;
        }
        copied.retainAll(fold.segments().stream().map(NamedSegment::hash).collect(Collectors.toSet()));
        NamedSegment segment = fold.segments().stream()
                .filter(this::isOwed)
                .min(Comparator.comparing(named -> named.ref().mirrored()))
                .orElse(null);
        if (segment == null) {
            return null;
        }
        underWay = segment.hash();
        return new Step.MirrorSegment(segment);
    }

    private boolean isOwed(NamedSegment segment) {
        boolean done = segment.ref().mirrored() && copied.contains(segment.hash());
        return !done && segment.ref().size() <= LARGEST_VALUE;
    }

    /** Takes the outcome of copying {@code hash}. */
    void mirrored(String hash, boolean mirrored, FeedFold fold, long now) {
        if (!hash.equals(underWay)) {
            return;
        }
        underWay = null;
        if (mirrored) {
            copied.add(hash);
            fold.mirrored(hash);
            backoff.succeeded();
        } else {
            backoff.failed(now);
        }
    }
}
