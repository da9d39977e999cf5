package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.Segment;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The feed publisher's state machine (DESIGN section 5). Ask {@link #next} for a {@link Step}, perform it, tell what came of it by the method that the step
 * names, ask again. It never blocks, and is confined to one thread.
 *
 * <p>A publisher without the lease watches the head: one that stays unchanged for two heartbeats, by this publisher's monotonic clock, has lost its publisher,
 * and the next term is claimed by a conditional write. No two clocks are compared. A publisher that finds a head of its own at its start claims at once. One
 * that finds a log which isn't the feed's, or a head that can't be trusted, halts, and goes on as a standby once the two fit again. One that can't make the feed
 * from the two though they fit halts too, until another publisher's head is there, or the part of the log that it lacks.
 */
public final class PublisherCore {
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final FeedTerms terms;
    private final FeedClock clock;
    private final HeadSeal seal;
    private final Supplier<byte[]> newFingerprintKey;
    private final FeedObserver observer;
    private final Backoff backoff = new Backoff();

    private FeedStatus status = FeedStatus.START;
    /** The newest head known, and its ETag; without an ETag, the store has none. */
    private @Nullable FeedHead head;

    private @Nullable String etag;
    private long unchangedSince;
    private long readAt = Long.MIN_VALUE;
    private long headSeenAt;
    private @Nullable FeedFold fold;
    private @Nullable Leadership leadership;
    private @Nullable HaltWatch halted;
    private boolean sought;

    /**
     * @param newFingerprintKey 16 random bytes, for the first head of a feed
     */
    public PublisherCore(
            FeedTerms terms,
            FeedClock clock,
            HeadSeal seal,
            Supplier<byte[]> newFingerprintKey,
            FeedObserver observer) {
        this.terms = terms;
        this.clock = clock;
        this.seal = seal;
        this.newFingerprintKey = newFingerprintKey;
        this.observer = observer;
    }

    public FeedStatus status() {
        return status;
    }

    /** How many heads were sent without an answer, each of which may have been written or may still be; for metrics and checks. */
    public int headsInDoubt() {
        return leadership == null ? 0 : leadership.headsInDoubt();
    }

    /** What to do now. */
    public Step next() {
        Leadership tenure = leadership;
        if (tenure != null && sought) {
            return tenure.next();
        }
        return switch (status.role()) {
            case JOINING -> pausedOr(backoff.waitMillis(clock.monotonicMillis()), new Step.ReadHead());
            case STANDBY -> pausedOr(readAt - clock.monotonicMillis(), new Step.ReadHead());
            case RESUMING, LEADING -> {
                long wait = backoff.waitMillis(clock.monotonicMillis());
                yield wait > 0 ? pausedOr(wait, new Step.ReadHead()) : resumption();
            }
            case HALTED -> halted().next();
        };
    }

    private static Step pausedOr(long waitMillis, Step step) {
        return waitMillis > 0 ? new Step.Pause(Math.min(waitMillis, LONGEST_PAUSE_MILLIS)) : step;
    }

    private Step resumption() {
        if (leadership != null && fold != null) {
            sought = true;
            return new Step.Seek(fold.resumeFrom());
        }
        if (fold != null) {
            return new Step.AskLogEnd();
        }
        if (head == null) {
            fold = FeedFold.empty(newFingerprintKey.get());
            return new Step.AskLogEnd();
        }
        if (etag == null) {
            fold = FeedFold.empty(head.fingerprintKey());
            return new Step.AskLogEnd();
        }
        return new Step.LoadSegments(head.segments());
    }

    /** The head object, or null where there is none. */
    public void headRead(@Nullable StoredHead stored) {
        backoff.succeeded();
        headSeenAt = clock.monotonicMillis();
        if (leadership != null) {
            resolve(stored);
            return;
        }
        if (halted != null) {
            lookAt(stored);
            return;
        }
        if (stored == null) {
            etag = null;
            resume("there is no head: publishing the first");
            return;
        }
        FeedHead before = head;
        boolean unchanged = stored.etag().equals(etag);
        if (!unchanged && !take(stored)) {
            return;
        }
        long now = clock.monotonicMillis();
        if (before == null && head != null && head.publisher().equals(terms.publisherId())) {
            resume("the head is an earlier run's of this publisher");
        } else if (unchanged && now - unchangedSince >= terms.leaseMillis()) {
            resume("the head has been unchanged for " + (now - unchangedSince) + " ms");
        } else {
            standBy(unchanged ? unchangedSince : now);
        }
    }

    public void headUnread() {
        if (leadership != null) {
            leadership.headUnread();
            return;
        }
        if (halted != null) {
            halted.lookAgain();
            return;
        }
        backoff.failed(clock.monotonicMillis());
        readAt = clock.monotonicMillis() + Math.max(terms.watchMillis(), backoff.waitMillis(clock.monotonicMillis()));
    }

    /** The segments asked for, in that order. */
    public void segmentsLoaded(List<Segment> segments) {
        backoff.succeeded();
        if (head != null) {
            fold = FeedFold.of(head, segments);
        }
    }

    /** They couldn't be read now. */
    public void segmentsUnread() {
        backoff.failed(clock.monotonicMillis());
    }

    /** They are gone or damaged: the log is the truth, so the feed is made anew from its beginning, under the same fingerprint key. */
    public void segmentsLost(String reason) {
        observer.noticed("rebuilding the feed from the log: " + reason);
        if (head != null) {
            fold = FeedFold.empty(head.fingerprintKey());
        }
    }

    /** The broker's answer: the next offset of the control topic, and the topic's id. */
    public void logEnd(long end, String topicId) {
        backoff.succeeded();
        if (leadership != null) {
            haltIf(leadership.logEnd(end, topicId));
            return;
        }
        if (halted != null) {
            goOnIf(halted.logEnd(end, topicId));
            return;
        }
        if (fold == null) {
            throw new IllegalStateException("the log's end wasn't asked for");
        }
        if (head != null) {
            haltIf(LogCheck.wentBack(head.topicId(), head.position(), topicId, end));
        }
        if (status.role() == Role.RESUMING && fold != null) {
            leadership = new Leadership(terms, clock, seal, fold, topicId, head, etag, end);
        }
    }

    public void logEndUnknown() {
        if (leadership != null) {
            leadership.logEndUnknown();
        } else if (halted != null) {
            halted.lookAgain();
        } else {
            backoff.failed(clock.monotonicMillis());
        }
    }

    /** The answer to {@link Step.AskOffsetAt}; negative where all records are older than was asked. */
    public void offsetAt(long offset) {
        if (leadership != null) {
            leadership.offsetAt(offset);
        }
    }

    /** Records of the log, in its order, from where the last {@link Step.Seek} or poll ended. */
    public void entries(List<Entry> entries) {
        if (leadership != null) {
            String before = leadership.held();
            Halt halt = leadership.entries(entries);
            String held = leadership.held();
            if (halt != null) {
                halt(halt);
            } else if (before == null && held != null) {
                observer.held(held);
            }
        } else if (halted != null) {
            goOnIf(halted.entries(entries));
        }
    }

    /** The log no longer has what the fold needs next. */
    public void logTruncated(String reason) {
        if (halted != null) {
            halted.lookAgain();
            become(Role.HALTED, reason);
        } else {
            halt(Halt.untilTheLogHas(fold == null ? 0 : fold.resumeFrom(), reason));
        }
    }

    public void headWritten(String newEtag) {
        published(leading().written(newEtag), newEtag);
    }

    /** The condition didn't hold (412): the head may be another's, or this very write of ours, made by an attempt that went unanswered. */
    public void headRefused() {
        leading().unanswered();
    }

    /** A timeout or an error that leaves open whether the head was written. */
    public void headUnanswered() {
        leading().unanswered();
    }

    /** What came of {@link Step.StoreSegment}, now or in an earlier tenure. */
    public void segmentStored(String hash, boolean stored) {
        if (leadership != null) {
            leadership.segmentStored(hash, stored);
        }
    }

    /** What came of {@link Step.MirrorSegment}, now or in an earlier tenure. */
    public void segmentMirrored(String hash, boolean mirrored) {
        if (leadership != null) {
            leadership.segmentMirrored(hash, mirrored);
        }
    }

    /** {@link Step.SweepSegments} is over, now or in an earlier tenure. */
    public void segmentsSwept() {
        if (leadership != null) {
            leadership.segmentsSwept();
        }
    }

    /** Halted: whether the stored head is one to go on from. */
    private void lookAt(@Nullable StoredHead stored) {
        if (stored == null) {
            halted().lookAgain();
        } else if (take(stored) && head != null) {
            halted().found(head, stored.etag());
        }
    }

    private void goOnIf(HaltWatch.Finding finding) {
        if (finding.fits()) {
            halted = null;
            standBy(clock.monotonicMillis());
        } else if (finding.reason() != null) {
            become(Role.HALTED, finding.reason());
        }
    }

    private void resolve(@Nullable StoredHead stored) {
        switch (leading().resolve(stored)) {
            case OURS -> {
                if (stored != null) {
                    published(leading().ours(stored), stored.etag());
                }
            }
            case NOT_WRITTEN -> observer.noticed("the head wasn't written; writing it again");
            case FENCED -> {
                leadership = null;
                fold = null;
                if (stored == null) {
                    etag = null;
                    resume("the head is gone: publishing it anew");
                } else if (take(stored)) {
                    standBy(clock.monotonicMillis());
                }
            }
        }
    }

    private void published(Leadership.Published published, String newEtag) {
        head = published.head();
        etag = newEtag;
        headSeenAt = clock.monotonicMillis();
        observer.published(published.head(), published.acceptedAt());
        String held = leading().held();
        become(Role.LEADING, held == null ? "publishing" : held);
    }

    private boolean take(StoredHead stored) {
        try {
            head = seal.open(stored.compact());
            etag = stored.etag();
            return true;
        } catch (HeadSeal.UntrustedHeadException e) {
            haltIf("the head in the store can't be trusted: " + e.getMessage());
            return false;
        }
    }

    private void standBy(long since) {
        unchangedSince = since;
        readAt = clock.monotonicMillis() + terms.watchMillis();
        become(Role.STANDBY, head == null ? "" : "publisher " + head.publisher() + " holds the lease");
    }

    private void resume(String why) {
        fold = null;
        leadership = null;
        sought = false;
        become(Role.RESUMING, why);
    }

    private void haltIf(@Nullable String reason) {
        if (reason != null) {
            halt(Halt.untilTheyFit(reason));
        }
    }

    private void halt(Halt halt) {
        leadership = null;
        fold = null;
        sought = false;
        halted = new HaltWatch(clock, halt.byAnotherHead() ? etag : null, halt.needed());
        become(Role.HALTED, halt.reason());
    }

    private void become(Role role, String detail) {
        FeedHead known = head;
        boolean changed = role != status.role();
        status = known == null
                ? new FeedStatus(role, detail, 0, 0, 0, 0, headSeenAt, LogGaps.NONE)
                : new FeedStatus(
                        role,
                        detail,
                        known.term(),
                        known.sequence(),
                        known.position(),
                        known.asOf(),
                        headSeenAt,
                        known.gaps());
        if (changed) {
            observer.changed(status);
        }
    }

    private HaltWatch halted() {
        if (halted == null) {
            throw new IllegalStateException("role: " + status.role() + " (expected: HALTED)");
        }
        return halted;
    }

    private Leadership leading() {
        if (leadership == null) {
            throw new IllegalStateException("role: " + status.role() + " (expected: one with a lease)");
        }
        return leadership;
    }
}
