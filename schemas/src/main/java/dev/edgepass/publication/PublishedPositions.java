package dev.edgepass.publication;

import dev.edgepass.event.FeedPublished;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is recorded of one control log. It rests on this alone: positions don't fall from head to head, so that whatever holds a position was in R2 after whatever
 * didn't. Times are milliseconds since the epoch. Not thread-safe.
 */
final class PublishedPositions {
    /** To which R2 cuts its times. */
    private static final long SECOND = 1_000;

    /** Of the positions above a key, up to the next key: when their head was sent; null where that isn't recorded. */
    private final NavigableMap<Long, @Nullable Long> sentAt = new TreeMap<>();

    /** By position, the heads that are known by more than a name. */
    private final NavigableMap<Long, Known> heads = new TreeMap<>();

    private final Set<Long> notInForce = new HashSet<>();
    private long reached;

    /**
     * Heads of one position.
     *
     * @param notBefore one of them was stored then or later
     * @param storedBy one of them was stored by then
     * @param found whether one of them was found by a publisher that took over
     */
    private record Known(long notBefore, long storedBy, boolean found) {
        Known and(Known other) {
            return new Known(
                    Math.max(notBefore, other.notBefore), Math.min(storedBy, other.storedBy), found || other.found);
        }
    }

    void add(FeedPublished event) {
        long early = Math.max(0, event.clockAhead());
        long late = Math.max(0, -event.clockAhead());
        FeedPublished.Replaced after = event.after();
        if (after != null && after.isFound()) {
            heads.merge(after.position(), new Known(after.writtenAt(), after.writtenAt() + SECOND, true), Known::and);
        }
        // Without a head in R2 it isn't known what the edge had had from an earlier one.
        long before = after == null ? Long.MAX_VALUE : after.position();
        for (FeedPublished.Head head : event.heads()) {
            heads.merge(head.position(), new Known(head.sentAt() - early, head.storedBy() + late, false), Known::and);
            if (before < head.position()) {
                sent(before, head.position(), head.sentAt() - early);
            }
            before = head.position();
        }
        notInForce.addAll(event.notInForce());
    }

    private void sent(long before, long position, long at) {
        sentAt.putIfAbsent(position, floor(position));
        sentAt.putIfAbsent(before, floor(before));
        sentAt.subMap(before, position).replaceAll((from, known) -> known == null ? at : Math.max(known, at));
    }

    private @Nullable Long floor(long position) {
        Map.Entry<Long, @Nullable Long> below = sentAt.floorEntry(position);
        return below == null ? null : below.getValue();
    }

    void wentBack(long position) {
        reached = Math.max(reached, position);
    }

    KnownAtEdge of(long position) {
        Map.Entry<Long, Known> published = heads.ceilingEntry(position);
        if (notInForce.contains(position - 1)) {
            return new Unknown(Reason.NOT_IN_FORCE);
        } else if (position <= reached) {
            return new Unknown(Reason.LOG_WENT_BACK);
        } else if (published == null) {
            return new Unknown(Reason.NOT_RECORDED);
        }
        long storedBy = published.getValue().storedBy();
        Map.Entry<Long, @Nullable Long> sent = sentAt.lowerEntry(position);
        if (sent != null && sent.getValue() != null) {
            return between(sent.getValue(), storedBy);
        }
        Map.Entry<Long, Known> earlier = heads.lowerEntry(position);
        if (earlier == null) {
            return new Unknown(Reason.BEFORE_THE_RECORD);
        }
        return published.getValue().found()
                ? between(earlier.getValue().notBefore(), storedBy)
                : new Unknown(Reason.GAP);
    }

    private static KnownAtEdge between(long notBefore, long storedBy) {
        long atTheLatest = storedBy + KnownAtEdge.BOUND_MILLIS;
        return notBefore > atTheLatest ? new Unknown(Reason.CONTRADICTION) : new Between(notBefore, atTheLatest);
    }
}
