package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.FeedPublished;
import dev.edgepass.feed.FeedHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Published heads that aren't recorded yet (docs/feed.md), as events: one for each tenure. Of too many in a tenure two in a row become one, which is less exact and as
 * true; of too many tenures the oldest is dropped, which readers see by what the next one follows on. Not thread-safe.
 */
public final class UnrecordedHeads {
    /** Of a tenure. The schema takes as many. */
    private static final int MOST_HEADS = 1_000;

    private static final int MOST_TENURES = 16;

    private final int mostHeads;
    private final int mostTenures;
    /** Oldest first; of the last one all may be recorded. */
    private final Deque<Tenure> tenures = new ArrayDeque<>();

    private long dropped;

    public UnrecordedHeads() {
        this(MOST_HEADS, MOST_TENURES);
    }

    UnrecordedHeads(int mostHeads, int mostTenures) {
        this.mostHeads = mostHeads;
        this.mostTenures = mostTenures;
    }

    /** Takes the next head of this publisher. */
    public void published(HeadWrite written) {
        Tenure last = tenures.peekLast();
        if (last == null || !last.isFollowedBy(written)) {
            if (last != null && last.heads.isEmpty()) {
                tenures.removeLast();
            }
            last = new Tenure(written);
            tenures.add(last);
            if (tenures.size() > mostTenures) {
                dropped += tenures.remove().heads.size();
            }
        }
        last.add(written);
        if (last.heads.size() > mostHeads) {
            last.halve();
        }
    }

    /** What to record next, the oldest first; null where there is nothing. */
    public @Nullable FeedPublished next(long clockAhead) {
        Tenure oldest = tenures.peek();
        return oldest == null || oldest.heads.isEmpty() ? null : oldest.event(clockAhead);
    }

    /** {@code event}, the last one of {@link #next}, is recorded. Heads may have come since. */
    public void recorded(FeedPublished event) {
        Tenure oldest = tenures.peek();
        if (oldest == null || oldest.term != event.term() || !oldest.topicId.equals(event.topicId())) {
            return;
        }
        oldest.recorded(event);
        if (oldest.heads.isEmpty() && tenures.size() > 1) {
            tenures.remove();
        }
    }

    /** How many heads aren't recorded. */
    public int size() {
        return tenures.stream().mapToInt(tenure -> tenure.heads.size()).sum();
    }

    /** When the write of the oldest of them began, milliseconds since the epoch; negative where there is none. */
    public long oldestSentAt() {
        Tenure oldest = tenures.peek();
        return oldest == null || oldest.heads.isEmpty()
                ? -1
                : oldest.heads.get(0).sentAt();
    }

    /** How many will never be. */
    public long dropped() {
        return dropped;
    }

    private static final class Tenure {
        final String publisher;
        final String topicId;
        final long term;
        FeedPublished.@Nullable Replaced after;
        long through;
        /** Of the last head. */
        long position;

        List<FeedPublished.Head> heads = new ArrayList<>();
        Set<Long> notInForce = new TreeSet<>();

        Tenure(HeadWrite first) {
            this.publisher = first.head().publisher();
            this.topicId = first.head().topicId();
            this.term = first.head().term();
            this.after = first.replaced();
        }

        boolean isFollowedBy(HeadWrite written) {
            FeedPublished.Replaced replaced = written.replaced();
            return replaced != null
                    && replaced.term() == term
                    && replaced.sequence() == through
                    && written.head().term() == term
                    && written.head().topicId().equals(topicId);
        }

        void add(HeadWrite written) {
            FeedHead head = written.head();
            boolean isFirst = through == 0;
            if (isFirst || head.position() > position) {
                heads.add(
                        new FeedPublished.Head(head.sequence(), head.position(), written.sentAt(), written.storedBy()));
                // The first one may have been found with gaps that nobody recorded.
                long from = isFirst ? 0 : position;
                passedOver(head).filter(offset -> offset >= from).forEach(notInForce::add);
            }
            through = head.sequence();
            position = head.position();
        }

        private static LongStream passedOver(FeedHead head) {
            return Stream.of(head.gaps().unreadable(), head.gaps().passedOver())
                    .flatMap(List::stream)
                    .mapToLong(Long::longValue);
        }

        void halve() {
            List<FeedPublished.Head> fewer = new ArrayList<>();
            for (int i = 0; i < heads.size(); i += 2) {
                FeedPublished.Head last = heads.get(Math.min(i + 1, heads.size() - 1));
                fewer.add(new FeedPublished.Head(
                        last.sequence(), last.position(), heads.get(i).sentAt(), last.storedBy()));
            }
            heads = fewer;
        }

        FeedPublished event(long clockAhead) {
            return new FeedPublished(
                    publisher, topicId, term, after, through, heads, List.copyOf(notInForce), clockAhead);
        }

        void recorded(FeedPublished event) {
            List<FeedPublished.Head> done = event.heads();
            after = new FeedPublished.Replaced(
                    term, event.through(), done.get(done.size() - 1).position(), 0);
            heads.removeIf(head -> head.sequence() <= event.through());
            notInForce.removeAll(event.notInForce());
        }
    }
}
