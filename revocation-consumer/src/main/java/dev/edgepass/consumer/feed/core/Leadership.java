package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tenure of the lease: the heads of one term (DESIGN section 5, "Publishing" and "asOf is true"). It starts with a claim, the write of its first head, and
 * ends when the stored head turns out to be another publisher's.
 */
final class Leadership {
    private static final long LONGEST_POLL_MILLIS = 500;

    /** What became of the stored head. */
    enum Verdict {
        OURS,
        NOT_WRITTEN,
        FENCED
    }

    /** The log's end offset, asked for at {@code asOf} (wall clock) and {@code askedAt} (monotonic). */
    private record LogProof(long asOf, long askedAt, long end) {}

    private record Waiting(long position, long acceptedAt) {}

    private final FeedTerms terms;
    private final FeedClock clock;
    private final HeadSeal seal;
    private final FeedFold fold;
    private final Sealing sealing;
    private final Backoff backoff = new Backoff();
    private final String topicId;
    private final long prunedTo;
    private final long term;
    private final long alreadyPublished;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /** Heads that were sent and not answered for, by their compact text. Each may have been written, or may still be. */
    private final Map<String, FeedHead> inDoubt = new HashMap<>();

    private long sequence;
    private @Nullable String etag;
    private long nextWriteAt = Long.MIN_VALUE;
    private long heartbeatAt;
    private boolean urgent = true;
    private boolean unresolved;
    private long askAsOf;
    private long askedAt;
    private @Nullable LogProof proof;
    private @Nullable FeedHead sent;

    /**
     * @param lost the head that this tenure follows on, or null
     * @param etag that head's in the store, or null where the store has none
     */
    Leadership(
            FeedTerms terms,
            FeedClock clock,
            HeadSeal seal,
            FeedFold fold,
            String topicId,
            @Nullable FeedHead lost,
            @Nullable String etag) {
        this.terms = terms;
        this.clock = clock;
        this.seal = seal;
        this.fold = fold;
        this.topicId = topicId;
        this.etag = etag;
        this.term = lost == null ? 1 : lost.term() + 1;
        this.sequence = lost == null ? 0 : lost.sequence();
        this.prunedTo = lost == null ? 0 : lost.prunedTo();
        this.alreadyPublished = lost == null ? 0 : lost.position();
        this.heartbeatAt = clock.monotonicMillis();
        this.sealing = new Sealing(terms, heartbeatAt);
    }

    Step next() {
        long now = clock.monotonicMillis();
        if (unresolved) {
            long wait = backoff.waitMillis(now);
            return wait > 0 ? poll(wait) : new Step.ReadHead();
        }
        Step.StoreSegment segment = segmentToStore(now);
        if (segment != null) {
            return segment;
        }
        long due = Math.max(urgent ? nextWriteAt : Math.max(nextWriteAt, heartbeatAt), now + backoff.waitMillis(now));
        if (now < due) {
            return poll(due - now);
        }
        LogProof proven = proof;
        if (proven == null || now - proven.askedAt() >= terms.heartbeatMillis()) {
            proof = null;
            askAsOf = clock.wallMillis();
            askedAt = now;
            return new Step.AskLogEnd();
        }
        return fold.position() < proven.end() ? poll(LONGEST_POLL_MILLIS) : write(proven, now);
    }

    private Step.@Nullable StoreSegment segmentToStore(long now) {
        if (!sealing.isDue(fold, now)) {
            return sealing.mirror(now);
        }
        Step.StoreSegment segment = sealing.begin(fold, now);
        urgent |= segment == null;
        return segment;
    }

    private Step write(LogProof proven, long now) {
        FeedHead head = fold.head(term, ++sequence, terms.publisherId(), proven.asOf(), prunedTo, topicId);
        String compact = seal.sign(head);
        sent = head;
        inDoubt.put(compact, head);
        proof = null;
        urgent = false;
        nextWriteAt = now + terms.minIntervalMillis();
        heartbeatAt = now + terms.heartbeatMillis();
        return new Step.WriteHead(compact, etag);
    }

    private static Step poll(long millis) {
        return new Step.Poll(Math.min(millis, LONGEST_POLL_MILLIS));
    }

    void entries(List<Entry> entries) {
        for (Entry entry : entries) {
            // A fold that begins anew meets entries again which earlier heads had.
            if (fold.apply(entry) && entry.position() > alreadyPublished) {
                waiting.add(new Waiting(entry.position(), entry.acceptedAt()));
                urgent = true;
            }
        }
    }

    /**
     * @return why this log isn't the one that the feed was made from, or null
     */
    @Nullable
    String logEnd(long end, String id) {
        String wentBack = LogCheck.wentBack(topicId, fold.position(), id, end);
        proof = new LogProof(askAsOf, askedAt, end);
        backoff.succeeded();
        return wentBack;
    }

    /** No proof, no head, not even a heartbeat. */
    void logEndUnknown() {
        backoff.failed(clock.monotonicMillis());
    }

    /** The write of the last head was answered with success. */
    Published written(String newEtag) {
        FeedHead head = sent;
        if (head == null) {
            throw new IllegalStateException("no head was sent");
        }
        return published(head, newEtag);
    }

    /** The write was refused, or nobody knows: only the stored head can tell. */
    void unanswered() {
        unresolved = true;
    }

    void headUnread() {
        backoff.failed(clock.monotonicMillis());
    }

    Verdict resolve(@Nullable StoredHead stored) {
        backoff.succeeded();
        if (stored != null && inDoubt.containsKey(stored.compact())) {
            return Verdict.OURS;
        }
        String storedEtag = stored == null ? null : stored.etag();
        if (storedEtag == null ? etag != null : !storedEtag.equals(etag)) {
            return Verdict.FENCED;
        }
        unresolved = false;
        urgent = true;
        return Verdict.NOT_WRITTEN;
    }

    Published ours(StoredHead stored) {
        FeedHead head = inDoubt.get(stored.compact());
        if (head == null) {
            throw new IllegalStateException("not a head of this tenure");
        }
        return published(head, stored.etag());
    }

    private Published published(FeedHead head, String newEtag) {
        etag = newEtag;
        unresolved = false;
        inDoubt.clear();
        List<Long> acceptedAt = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().position() <= head.position()) {
            acceptedAt.add(waiting.remove().acceptedAt());
        }
        urgent |= !waiting.isEmpty();
        return new Published(head, acceptedAt);
    }

    void segmentStored(String hash, boolean inR2, boolean inKv) {
        urgent |= sealing.stored(hash, inR2, inKv, fold, clock.monotonicMillis());
    }

    /** A head in the store, and the times at which the entries were accepted that it publishes. */
    record Published(FeedHead head, List<Long> acceptedAt) {}
}
