package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.FeedPublished;
import dev.edgepass.feed.FeedHead;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The lease of one tenure (docs/feed.md): the heads of one term, each written under the ETag of the one before it, so that a write which takes
 * place shows that no other publisher has written. It begins with the first of them.
 */
final class Lease {
    private static final long SECOND = 1_000;
    /** So many later ones, sent over a minute and more, are no longer under way when the next is sent. */
    private static final int MOST_IN_DOUBT = 16;

    private final PublisherSetup setup;
    private final long term;
    private long sequence;
    private @Nullable String etag;
    /** What the store has under it; null where it has none. */
    private FeedPublished.@Nullable Replaced stored;

    private @Nullable Sent sent;
    /**
     * Heads that were sent and not answered for, by their compact text, the latest ones. Each may have been written, or may still be: under one ETag, so at most one
     * of them.
     */
    private final Map<String, Sent> inDoubt = new LinkedHashMap<>();

    private boolean unresolved;
    private final Backoff reads = new Backoff();
    /** Of writes that didn't take place, where the store can be read. */
    private final Backoff writes = new Backoff();

    /** @param at when its write began, by the wall clock */
    private record Sent(FeedHead head, long at) {}

    /** The outcome of the heads in doubt, by the stored head. */
    sealed interface Verdict {
        /** This one is stored. */
        record Ours(HeadWrite written) implements Verdict {}

        /** None of them is, and the lease is kept. */
        record NotWritten() implements Verdict {}

        /** Another publisher has written, or the head was deleted: the tenure is over. */
        record Fenced() implements Verdict {}
    }

    /**
     * @param lost the head that this tenure follows on, or null
     * @param found the same as the store has it, or null where it has none
     */
    Lease(PublisherSetup setup, @Nullable FeedHead lost, @Nullable KnownHead found) {
        this.setup = setup;
        this.etag = found == null ? null : found.etag();
        this.stored = found == null ? null : replaced(found.head(), found.writtenAt());
        // Edges may remember a feed that the store no longer has: the seconds of the clock are above every term that
        // takeovers reach.
        this.term = lost == null ? setup.clock().wallMillis() / SECOND : lost.term() + 1;
        this.sequence = lost == null ? 0 : lost.sequence();
    }

    /** The condition of the next write: null where the store has no head. */
    @Nullable
    String etag() {
        return etag;
    }

    /** Sends the next head. */
    Step.WriteHead write(FeedFold fold, long asOf, long prunedTo, String topicId) {
        FeedHead head = fold.head(term, ++sequence, setup.terms().publisherId(), asOf, prunedTo, topicId);
        String compact = setup.seal().sign(head);
        sent = new Sent(head, setup.clock().wallMillis());
        inDoubt.put(compact, sent);
        if (inDoubt.size() > MOST_IN_DOUBT) {
            inDoubt.remove(inDoubt.keySet().iterator().next());
        }
        return new Step.WriteHead(compact, etag);
    }

    /** The write was answered with success. */
    HeadWrite written(String newEtag) {
        Sent written = sent;
        if (written == null) {
            throw new IllegalStateException("no head was sent");
        }
        return settle(written, newEtag);
    }

    /** The write was refused, which may be due to an attempt of ours before it, or its outcome is unknown: only the stored head can tell. */
    void unanswered() {
        unresolved = true;
    }

    /** Whether the stored head has to be read before another one is sent. */
    boolean isUnresolved() {
        return unresolved;
    }

    /** How long to wait still before that; 0 or less is now. */
    long readIn(long now) {
        return reads.waitMillis(now);
    }

    void headUnread(long now) {
        reads.failed(now);
    }

    Verdict resolve(@Nullable StoredHead found, long now) {
        reads.succeeded();
        Sent ours = found == null ? null : inDoubt.get(found.compact());
        if (found != null && ours != null) {
            return new Verdict.Ours(settle(ours, found.etag()));
        }
        if (!Objects.equals(found == null ? null : found.etag(), etag)) {
            return new Verdict.Fenced();
        }
        unresolved = false;
        writes.failed(now);
        return new Verdict.NotWritten();
    }

    private HeadWrite settle(Sent written, String newEtag) {
        // The clock may have been set back meanwhile.
        long storedBy = Math.max(written.at(), setup.clock().wallMillis());
        HeadWrite write = new HeadWrite(written.head(), stored, written.at(), storedBy);
        etag = newEtag;
        stored = replaced(written.head(), 0);
        unresolved = false;
        inDoubt.clear();
        writes.succeeded();
        return write;
    }

    private static FeedPublished.Replaced replaced(FeedHead head, long writtenAt) {
        return new FeedPublished.Replaced(head.term(), head.sequence(), head.position(), writtenAt);
    }

    /** How long to wait still with the next write; 0 or less is now. */
    long writeIn(long now) {
        return writes.waitMillis(now);
    }

    int headsInDoubt() {
        return inDoubt.size();
    }
}
