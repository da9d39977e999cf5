package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.feed.FeedHead;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tenure of the lease: the heads of one term (DESIGN section 5, "Publishing" and "asOf is true"). It starts with a claim, the write of its first head, and
 * ends when the stored head turns out to be another publisher's.
 */
final class Leadership {
    private static final long LONGEST_POLL_MILLIS = 500;
    private static final long SHORT_WAIT_MILLIS = 20;

    /** How long before a write that a caller waits for the log's end is asked for: the answer is there when the store takes the next head. */
    private static final long ASK_AHEAD_MILLIS = 100;

    private static final long SECOND = 1_000;
    /** So many later ones, sent over a minute and more, are no longer under way when the next is sent. */
    private static final int MOST_IN_DOUBT = 16;

    /** Of a log that is read anew not every entry's time is kept. */
    private static final int MOST_WAITING = 100_000;

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
    private final Mirroring mirroring = new Mirroring();
    private final Sweeping sweeping;
    private final Pruning pruning;
    private final Backoff backoff = new Backoff();
    /** Of writes that didn't take place, where the store can be read. */
    private final Backoff writes = new Backoff();

    private final String topicId;
    private final long term;
    private final long alreadyPublished;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    /**
     * Heads that were sent and not answered for, by their compact text, the latest ones. Each may have been written, or may still be: under one ETag, so at most one
     * of them.
     */
    private final Map<String, FeedHead> inDoubt = new LinkedHashMap<>();

    /** The last entry that the edge has to know at once. */
    private long toPublish;

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
    /** The log's end, as it was told last. */
    private long knownEnd;
    /** The record by which the log is known again before anything is published. */
    private LogMark mark;

    private boolean logVerified;
    private boolean seekMark;
    /** Why nothing more is folded in, in a sentence: the next record is of a type that this build doesn't know. Heads go on with what there is. */
    private @Nullable String held;
    /** That of the last head which had everything before its {@code asOf}; while held it stands still. */
    private long trueAsOf;

    private long lastTurn;

    /**
     * @param lost the head that this tenure follows on, or null
     * @param etag that head's in the store, or null where the store has none
     * @param logEnd the control topic's end offset
     */
    Leadership(
            FeedTerms terms,
            FeedClock clock,
            HeadSeal seal,
            FeedFold fold,
            String topicId,
            @Nullable FeedHead lost,
            @Nullable String etag,
            long logEnd) {
        this.terms = terms;
        this.clock = clock;
        this.seal = seal;
        this.fold = fold;
        this.topicId = topicId;
        this.etag = etag;
        // Edges may remember a feed that the store no longer has: the seconds of the clock are above every term that
        // takeovers reach.
        this.term = lost == null ? clock.wallMillis() / SECOND : lost.term() + 1;
        this.sequence = lost == null ? 0 : lost.sequence();
        this.pruning = new Pruning(terms, lost == null ? 0 : lost.prunedTo());
        this.alreadyPublished = lost == null ? 0 : lost.position();
        this.mark = lost == null ? new LogMark(0, 0) : LogMark.of(lost);
        this.logVerified = mark.needsNoRecord();
        this.trueAsOf = lost == null ? 0 : lost.asOf();
        this.knownEnd = logEnd;
        this.heartbeatAt = clock.monotonicMillis();
        this.lastTurn = heartbeatAt;
        this.sealing = new Sealing(terms, heartbeatAt);
        this.sweeping = new Sweeping(terms, heartbeatAt);
    }

    Step next() {
        long now = clock.monotonicMillis();
        if (now - lastTurn >= terms.leaseMillis()) {
            // A process that stood still for so long may have missed the broker's absence.
            verifyLogIdentity();
        }
        lastTurn = now;
        if (unresolved) {
            long wait = backoff.waitMillis(now);
            return wait > 0 ? poll(wait) : new Step.ReadHead();
        }
        if (seekMark) {
            seekMark = false;
            return new Step.Seek(mark.position() - 1);
        }
        Step beside = besideTheHead(now);
        if (beside != null) {
            return beside;
        }
        if (sealing.holdsUpRecords(fold)) {
            return new Step.Pause(SHORT_WAIT_MILLIS);
        }
        long retryIn = Math.max(backoff.waitMillis(now), writes.waitMillis(now));
        long due = Math.max(urgent ? nextWriteAt : Math.max(nextWriteAt, heartbeatAt), now + retryIn);
        LogProof proven = proof;
        boolean unproven = proven == null || now - proven.askedAt() >= terms.heartbeatMillis();
        if (now < due) {
            long untilAsked = due - ASK_AHEAD_MILLIS - now;
            return urgent && unproven && untilAsked <= 0
                    ? askLogEnd(now)
                    : poll(untilAsked > 0 ? untilAsked : due - now);
        }
        if (!isBehind() && sealing.holdsUpHead(fold)) {
            return poll(SHORT_WAIT_MILLIS);
        }
        if (unproven) {
            return askLogEnd(now);
        }
        return isBehind(proven.end()) || !logVerified ? poll(LONGEST_POLL_MILLIS) : write(proven, now);
    }

    private Step askLogEnd(long now) {
        proof = null;
        askAsOf = clock.wallMillis();
        askedAt = now;
        return new Step.AskLogEnd();
    }

    private boolean isBehind() {
        return isBehind(knownEnd);
    }

    /** A fold that is held is as far as it gets. */
    private boolean isBehind(long end) {
        return held == null && fold.position() < end;
    }

    /** What is to be done for segments and pruning; null where nothing is. */
    private @Nullable Step besideTheHead(long now) {
        if (sealing.isDue(fold, isBehind(), now)) {
            Step segment = sealing.begin(fold, prunedTo(), now);
            urgent |= segment == null;
            if (segment != null) {
                return segment;
            }
        }
        // Behind the log most segments don't live long enough to be copied.
        Step copy = isBehind() ? null : mirroring.next(fold, now);
        if (copy != null) {
            return copy;
        }
        Step sweep = isBehind() || sealing.isUnderWay() ? null : sweeping.next(fold, now);
        return sweep != null ? sweep : pruning.next(Math.max(knownEnd, fold.position()), clock.wallMillis(), now);
    }

    private long prunedTo() {
        return pruning.prunedTo(fold.position());
    }

    private Step write(LogProof proven, long now) {
        if (held == null) {
            trueAsOf = proven.asOf();
        }
        FeedHead head = fold.head(term, ++sequence, terms.publisherId(), trueAsOf, prunedTo(), topicId);
        String compact = seal.sign(head);
        sent = head;
        inDoubt.put(compact, head);
        if (inDoubt.size() > MOST_IN_DOUBT) {
            inDoubt.remove(inDoubt.keySet().iterator().next());
        }
        proof = null;
        urgent = false;
        nextWriteAt = now + terms.minIntervalMillis();
        heartbeatAt = now + terms.heartbeatMillis();
        return new Step.WriteHead(compact, etag);
    }

    private Step poll(long millis) {
        long atMost = Math.min(millis, LONGEST_POLL_MILLIS);
        return held != null && logVerified ? new Step.Pause(atMost) : new Step.Poll(atMost);
    }

    /** Why the position stands still, or null where it doesn't. */
    @Nullable
    String held() {
        return held;
    }

    /**
     * @return why this log isn't the one that the feed was made from, or why the feed can't be made from it, or null
     */
    @Nullable
    Halt entries(List<Entry> entries) {
        for (Entry entry : entries) {
            if (!logVerified && mark.isAt(entry.position())) {
                String contradiction = mark.contradiction(entry.acceptedAt());
                if (contradiction != null) {
                    return Halt.untilTheyFit(contradiction);
                }
                logVerified = true;
            }
            if (holds(entry)) {
                if (fold.position() < alreadyPublished) {
                    return Halt.untilAnotherHead(
                            "the feed has to be made anew up to position " + alreadyPublished + ", and is " + held);
                }
                continue;
            }
            // A fold that begins anew meets entries again which earlier heads had.
            if (fold.apply(entry) && entry.position() > alreadyPublished) {
                if (waiting.size() < MOST_WAITING) {
                    waiting.add(new Waiting(entry.position(), entry.acceptedAt()));
                }
                toPublish = entry.position();
                urgent = true;
            }
        }
        return null;
    }

    /** Whether {@code entry} is the record that this build doesn't know, or lies behind it. */
    private boolean holds(Entry entry) {
        String type = entry.unknownType();
        if (entry.position() <= fold.position()) {
            return false;
        }
        if (held == null && type != null && !terms.passOver().names(topicId, entry.offset())) {
            held = RecordHeld.reason(topicId, entry.offset(), type);
            fold.hold(entry.offset());
            urgent = true;
        }
        return held != null;
    }

    /**
     * @return why this log isn't the one that the feed was made from, or null
     */
    @Nullable
    String logEnd(long end, String id) {
        String wentBack = LogCheck.wentBack(topicId, fold.position(), id, end);
        proof = new LogProof(askAsOf, askedAt, end);
        knownEnd = end;
        backoff.succeeded();
        return wentBack;
    }

    /**
     * A broker that was away may come back with an older log that grows again: the last record is read once more before anything after it is folded in or
     * published.
     */
    private void verifyLogIdentity() {
        if (logVerified) {
            mark = new LogMark(fold.position(), fold.lastRecordAt());
            logVerified = mark.needsNoRecord();
            seekMark = !logVerified;
        }
    }

    /** No proof, no head, not even a heartbeat. */
    void logEndUnknown() {
        verifyLogIdentity();
        backoff.failed(clock.monotonicMillis());
    }

    /** A negative offset: all records are older than was asked. */
    void offsetAt(long offset) {
        long now = clock.monotonicMillis();
        long before = prunedTo();
        pruning.answered(offset, now);
        if (prunedTo() > before) {
            sealing.pruned(fold, prunedTo());
        }
    }

    /** The write of the last head was answered with success. */
    Published written(String newEtag) {
        FeedHead head = sent;
        if (head == null) {
            throw new IllegalStateException("no head was sent");
        }
        return published(head, newEtag);
    }

    /** The write was refused, or its outcome is unknown: only the stored head can tell. */
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
        writes.failed(clock.monotonicMillis());
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
        sweeping.published(head, clock.monotonicMillis());
        unresolved = false;
        writes.succeeded();
        // However long the write took, R2 takes the next one a second after it at the earliest.
        nextWriteAt = Math.max(nextWriteAt, clock.monotonicMillis() + SECOND);
        inDoubt.clear();
        List<Long> acceptedAt = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().position() <= head.position()) {
            acceptedAt.add(waiting.remove().acceptedAt());
        }
        urgent |= toPublish > head.position();
        return new Published(head, acceptedAt);
    }

    int headsInDoubt() {
        return inDoubt.size();
    }

    void segmentStored(String hash, boolean stored) {
        urgent |= sealing.stored(hash, stored, fold, clock.monotonicMillis());
    }

    void segmentMirrored(String hash, boolean mirrored) {
        mirroring.mirrored(hash, mirrored, fold, clock.monotonicMillis());
    }

    void segmentsSwept() {
        sweeping.swept(clock.monotonicMillis());
    }

    /** A head in the store, and the times at which the entries were accepted that it publishes. */
    record Published(FeedHead head, List<Long> acceptedAt) {}
}
