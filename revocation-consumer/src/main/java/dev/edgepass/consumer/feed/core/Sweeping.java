package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.SegmentRef;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When the segments that no head names are looked for, by the publisher with the lease alone: after a head of its own has just been stored, since another one
 * may have taken over otherwise, and while no seal is under way, whose segment no head names yet.
 */
final class Sweeping {
    private static final long FIRST_MILLIS = 60_000;
    private static final long PERIOD_MILLIS = 300_000;

    private final FeedTerms terms;
    private long dueAt;
    private boolean underWay;
    private @Nullable FeedHead published;
    private long publishedAt;

    Sweeping(FeedTerms terms, long now) {
        this.terms = terms;
        this.dueAt = now + FIRST_MILLIS;
    }

    /** A head of this tenure is in the store. */
    void published(FeedHead head, long now) {
        published = head;
        publishedAt = now;
    }

    /** The sweep, where it is due. */
    Step.@Nullable SweepSegments next(FeedFold fold, long now) {
        FeedHead head = published;
        if (underWay || now < dueAt || head == null || now - publishedAt >= terms.heartbeatMillis()) {
            return null;
        }
        underWay = true;
        Set<String> named = new HashSet<>();
        head.segments().stream().map(SegmentRef::hash).forEach(named::add);
        fold.segments().stream().map(NamedSegment::hash).forEach(named::add);
        return new Step.SweepSegments(fold.segments(), Set.copyOf(named));
    }

    void swept(long now) {
        underWay = false;
        dueAt = now + PERIOD_MILLIS;
    }
}
