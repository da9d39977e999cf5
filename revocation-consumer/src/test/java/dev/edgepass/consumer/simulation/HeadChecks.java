package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold of every head at the moment in which it is in R2. */
final class HeadChecks {
    private static final int MAX_SEGMENTS = 8;

    /** The tail, in multiples of what is sealed at once: a seal that fails is tried again, and the tail grows meanwhile. */
    private static final int MAX_TAIL = 400;

    private final Model model;
    private final Facts facts;
    /** By publisher and {@code asOf}: the log's true end when it was asked for. */
    private final Map<String, Long> askedEnds = new HashMap<>();

    private final Set<String> stored = new HashSet<>();
    private @Nullable FeedHead last;
    private long count;
    private int mostSegments;

    HeadChecks(Model model, Facts facts) {
        this.model = model;
        this.facts = facts;
    }

    void asked(String publisherId, long wallMillis, long end) {
        askedEnds.merge(publisherId + ' ' + wallMillis, end, Math::min);
    }

    long count() {
        return count;
    }

    /** Of the newest head; 0 where there is none. */
    long position() {
        return last == null ? 0 : last.position();
    }

    int mostSegments() {
        return mostSegments;
    }

    private static String name(FeedHead head) {
        return head.term() + "/" + head.sequence();
    }

    FeedHead stored(StoredHead object) {
        FeedHead head = UnverifiedHead.parse(object.compact()).signatureIsGood();
        count++;
        mostSegments = Math.max(mostSegments, head.segments().size());
        model.say(
                "r2",
                () -> "head " + name(head) + " by " + head.publisher() + ", position " + head.position() + ", tail "
                        + head.tail().size() + ", segments " + counts(head) + ", pruned to " + head.prunedTo());
        FeedHead before = last;
        if (before != null) {
            requireRise(before, head);
        }
        requireTrueAsOf(before, head);
        requireHeld(head);
        requireBounds(head);
        requireStatesOfTheLog(head);
        stored.add(name(head) + ' ' + head.publisher());
        last = head;
        return head;
    }

    private static List<Integer> counts(FeedHead head) {
        return head.segments().stream().map(SegmentRef::count).toList();
    }

    private void requireRise(FeedHead before, FeedHead head) {
        boolean rises = before.isOlderThan(head) && before.sequence() < head.sequence();
        if (!rises) {
            throw violation(Invariant.HEADS_RISE, head, "it follows " + name(before) + " by " + before.publisher());
        }
        if (before.topicId().equals(head.topicId()) && head.position() < before.position()) {
            throw violation(
                    Invariant.POSITION_NEVER_FALLS,
                    head,
                    "position " + head.position() + " (expected: at least " + before.position() + ")");
        }
    }

    /** While no consumer knows the next record, the position stands still before it; what was passed over is in the head. */
    private void requireHeld(FeedHead head) {
        long unknown = model.log.unknown();
        if (unknown > 0 && head.position() >= unknown && !model.log.wentBack()) {
            throw violation(
                    Invariant.NOTHING_PAST_AN_UNKNOWN_RECORD,
                    head,
                    "position " + head.position() + ", and the record before " + unknown + " is of an unknown type");
        }
        List<Long> garbage = model.log.wentBack() ? List.of() : model.log.garbageBefore(head.position());
        if (!head.gaps().unreadable().containsAll(garbage)) {
            throw violation(
                    Invariant.NOTHING_PAST_AN_UNKNOWN_RECORD,
                    head,
                    "unreadable: " + head.gaps().unreadable() + " (expected: " + garbage + ")");
        }
    }

    /** A head that is held goes on with the time of an earlier one, which may be another publisher's. */
    private void requireTrueAsOf(@Nullable FeedHead before, FeedHead head) {
        if (head.gaps().isHeld() && before != null && head.asOf() == before.asOf()) {
            return;
        }
        Long end = askedEnds.get(head.publisher() + ' ' + head.asOf());
        if (end == null || head.position() < end) {
            throw violation(
                    Invariant.AS_OF_IS_TRUE,
                    head,
                    "position " + head.position() + ", and the log's end at its asOf was " + end);
        }
    }

    private void requireBounds(FeedHead head) {
        if (head.segments().size() > MAX_SEGMENTS || head.tail().size() > MAX_TAIL) {
            throw violation(
                    Invariant.FEED_IS_BOUNDED,
                    head,
                    head.segments().size() + " segments, a tail of "
                            + head.tail().size());
        }
    }

    private void requireStatesOfTheLog(FeedHead head) {
        FeedView view = view(head);
        for (Handle handle : facts.handles()) {
            HandleState state = view.stateOf(handle);
            long cutoff = facts.cutoff(handle, head.position());
            boolean blocked = facts.isBlocked(handle, head.position());
            boolean pruned = cutoff <= head.prunedTo() && state.cutoff() == 0;
            if (state.blocked() != blocked || state.cutoff() != cutoff && !pruned) {
                throw violation(
                        Invariant.REPLAY_EQUALS_LIVE,
                        head,
                        handle + " has cutoff " + state.cutoff() + (state.blocked() ? ", blocked" : "")
                                + " (expected at position " + head.position() + ": cutoff " + cutoff
                                + (blocked ? ", blocked" : "") + "); facts: " + facts.about(handle.toString()));
            }
        }
    }

    private FeedView view(FeedHead head) {
        List<Segment> segments = new ArrayList<>();
        for (SegmentRef ref : head.segments()) {
            byte[] bytes = model.r2.segment(ref.hash());
            if (bytes == null) {
                throw violation(Invariant.REPLAY_EQUALS_LIVE, head, "segment " + ref.hash() + " isn't in R2");
            }
            segments.add(Segment.of(bytes));
        }
        return new FeedView(head, segments, 0);
    }

    /** What a publisher says to be in R2 has to be. */
    void requireStored(String publisher, FeedHead head) {
        if (!stored.contains(name(head) + ' ' + head.publisher())) {
            throw violation(
                    Invariant.PUBLISHED_IS_TRUE, head, publisher + " says that it is published, and R2 never had it");
        }
    }

    private static Violation violation(Invariant invariant, FeedHead head, String what) {
        return new Violation(invariant, "the feed", "head " + name(head) + " by " + head.publisher() + ": " + what);
    }
}
