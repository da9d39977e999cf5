package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * When the next head of a tenure is due (docs/feed.md): at once for an entry that the edge has to know, else with the heartbeat, and never sooner
 * after the last one than R2 takes it. Monotonic milliseconds.
 */
final class Cadence {
    /** R2 takes one write a second to a key. */
    private static final long R2_APART_MILLIS = 1_000;

    /** Of a log that is read anew not every entry's time is kept. */
    private static final int MOST_WAITING = 100_000;

    private record Waiting(long position, long acceptedAt) {}

    private final FeedTerms terms;
    /** Entries that the edge has to know and no head has yet, oldest first. */
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    private long newest;
    private boolean urgent = true;
    private long nextWriteAt = Long.MIN_VALUE;
    private long heartbeatAt;

    Cadence(FeedTerms terms, long now) {
        this.terms = terms;
        this.heartbeatAt = now;
    }

    /** The edge has to know {@code entry} at once. */
    void await(Entry entry) {
        if (waiting.size() < MOST_WAITING) {
            waiting.add(new Waiting(entry.position(), entry.acceptedAt()));
        }
        newest = entry.position();
        urgent = true;
    }

    /** The next head doesn't wait for the heartbeat. */
    void hurry() {
        urgent = true;
    }

    boolean isUrgent() {
        return urgent;
    }

    long dueAt() {
        return urgent ? nextWriteAt : Math.max(nextWriteAt, heartbeatAt);
    }

    /** The write of a head begins. */
    void sent(long now) {
        urgent = false;
        nextWriteAt = now + terms.minIntervalMillis();
        heartbeatAt = now + terms.heartbeatMillis();
    }

    /**
     * {@code head} is known to be in the store, however long its write took.
     *
     * @return when the entries were accepted that it publishes, milliseconds since the epoch
     */
    List<Long> published(FeedHead head, long now) {
        nextWriteAt = Math.max(nextWriteAt, now + R2_APART_MILLIS);
        List<Long> acceptedAt = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().position() <= head.position()) {
            acceptedAt.add(waiting.remove().acceptedAt());
        }
        urgent |= newest > head.position();
        return acceptedAt;
    }
}
