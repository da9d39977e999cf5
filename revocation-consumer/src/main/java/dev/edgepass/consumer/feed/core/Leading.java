package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.feed.FeedHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One tenure of the lease. It starts with a claim, the write of its first head, until which it counts as resuming, and ends when the stored head turns out to be
 * another publisher's, or with a log that it can't follow.
 */
final class Leading extends PublisherState {
    private static final long LONGEST_POLL_MILLIS = 500;
    private static final long SHORT_WAIT_MILLIS = 20;

    /** How long before a write that a caller waits for the log's end is asked for: the answer is there when the store takes the next head. */
    private static final long ASK_AHEAD_MILLIS = 100;

    private final FeedFold fold;
    private final Lease lease;
    private final Cadence cadence;
    private final FollowedLog log;
    private final Upkeep upkeep;
    private @Nullable FeedHead newest;
    private Role role = Role.RESUMING;
    private String detail;

    /**
     * @param lost the head that this tenure follows on, or null
     * @param stored the same as the store has it, or null where it has none
     * @param logEnd the control topic's end offset
     * @param why this publisher takes over, in a sentence
     */
    Leading(
            PublisherSetup setup,
            FeedFold fold,
            String topicId,
            @Nullable FeedHead lost,
            @Nullable KnownHead stored,
            long logEnd,
            String why) {
        super(setup);
        long now = setup.now();
        this.fold = fold;
        this.lease = new Lease(setup, lost, stored);
        this.cadence = new Cadence(setup.terms(), now);
        this.log = new FollowedLog(setup, fold, cadence, topicId, lost, logEnd);
        this.upkeep = new Upkeep(setup, fold, cadence, lost == null ? 0 : lost.prunedTo(), now);
        this.newest = lost;
        this.detail = why;
    }

    @Override
    FeedStatus status(long headSeenAt) {
        return FeedStatus.of(role, detail, newest, headSeenAt);
    }

    /** How many heads were sent without an answer. */
    int headsInDoubt() {
        return lease.headsInDoubt();
    }

    @Override
    Step next() {
        long now = setup.now();
        log.turn(now);
        if (lease.isUnresolved()) {
            long wait = lease.readIn(now);
            return wait > 0 ? poll(wait) : new Step.ReadHead();
        }
        Step seek = log.seek();
        if (seek != null) {
            return seek;
        }
        Step beside = upkeep.next(log.isBehind(), log.proof().end(), now);
        if (beside != null) {
            return beside;
        }
        return upkeep.holdsUpRecords() ? new Step.Pause(SHORT_WAIT_MILLIS) : nextHead(now);
    }

    private Step nextHead(long now) {
        long retryAt = now + Math.max(log.proof().askIn(now), lease.writeIn(now));
        long untilDue = Math.max(cadence.dueAt(), retryAt) - now;
        boolean proven = log.proof().isFresh(now);
        if (untilDue > 0) {
            long untilAsked = untilDue - ASK_AHEAD_MILLIS;
            return cadence.isUrgent() && !proven && untilAsked <= 0
                    ? log.proof().ask(now)
                    : poll(untilAsked > 0 ? untilAsked : untilDue);
        }
        if (!log.isBehind() && upkeep.holdsUpHead()) {
            return poll(SHORT_WAIT_MILLIS);
        }
        if (!proven) {
            return log.proof().ask(now);
        }
        return log.isReady() ? write(now) : poll(LONGEST_POLL_MILLIS);
    }

    private Step write(long now) {
        cadence.sent(now);
        return lease.write(fold, log.asOf(), upkeep.prunedTo(), log.topicId());
    }

    private Step poll(long millis) {
        long atMost = Math.min(millis, LONGEST_POLL_MILLIS);
        return log.takesRecords() ? new Step.Poll(atMost) : new Step.Pause(atMost);
    }

    @Override
    PublisherState headRead(@Nullable StoredHead stored) {
        Lease.Verdict verdict = lease.resolve(stored, setup.now());
        if (verdict instanceof Lease.Verdict.Ours ours) {
            return published(ours.written());
        }
        if (verdict instanceof Lease.Verdict.NotWritten) {
            cadence.hurry();
            setup.observer().noticed("the head wasn't written; writing it again");
            return this;
        }
        return stored == null
                ? Resuming.withoutStoredHead(setup, newest, "the head is gone: publishing it anew")
                : from(stored, newest, known -> new Standby(setup, known));
    }

    @Override
    PublisherState headUnread() {
        lease.headUnread(setup.now());
        return this;
    }

    @Override
    PublisherState headWritten(String etag) {
        return published(lease.written(etag));
    }

    @Override
    PublisherState headUnanswered() {
        lease.unanswered();
        return this;
    }

    private PublisherState published(HeadWrite written) {
        FeedHead head = written.head();
        long now = setup.now();
        upkeep.published(head, now);
        newest = head;
        setup.observer().published(written, cadence.published(head, now));
        String held = log.held();
        role = Role.LEADING;
        detail = held == null ? "publishing" : held;
        return this;
    }

    @Override
    PublisherState logEnd(long end, String topicId) {
        String wentBack = log.end(end, topicId);
        return wentBack == null ? this : halt(Halt.untilTheyFit(wentBack));
    }

    @Override
    PublisherState logEndUnknown() {
        log.endUnknown(setup.now());
        return this;
    }

    @Override
    PublisherState entries(List<Entry> entries) {
        String before = log.held();
        Halt halt = log.fold(entries);
        if (halt != null) {
            return halt(halt);
        }
        String held = log.held();
        if (before == null && held != null) {
            setup.observer().held(held);
        }
        return this;
    }

    @Override
    PublisherState logTruncated(String reason) {
        return halt(Halt.untilTheLogHas(fold.resumeFrom(), reason));
    }

    private Halted halt(Halt halt) {
        return new Halted(setup, newest, halt, halt.byAnotherHead() ? lease.etag() : null);
    }

    @Override
    void offsetAt(long offset) {
        upkeep.offsetAt(offset, setup.now());
    }

    @Override
    void segmentStored(String hash, boolean stored) {
        upkeep.segmentStored(hash, stored, setup.now());
    }

    @Override
    void segmentMirrored(String hash, boolean mirrored) {
        upkeep.segmentMirrored(hash, mirrored, setup.now());
    }

    @Override
    void segmentsSwept() {
        upkeep.segmentsSwept(setup.now());
    }
}
