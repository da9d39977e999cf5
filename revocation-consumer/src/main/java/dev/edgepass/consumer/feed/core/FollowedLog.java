package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.feed.FeedHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control log as one tenure follows it: from where it is read, which records are folded in, and of when a head can say that it has all of them. Before a record of
 * a type that this build doesn't know the fold is held, and heads go on with what there is (docs/upgrade.md).
 */
final class FollowedLog {
    private final PublisherSetup setup;
    private final FeedFold fold;
    private final Cadence cadence;
    private final String topicId;
    private final long alreadyPublished;
    private final LogIdentity identity;
    private final LogEndProof proof;
    private @Nullable Step seek;
    private @Nullable String held;
    /** That of the last head which had everything before its {@code asOf}; while held it stands still. */
    private long asOf;

    private long lastTurn;

    /**
     * @param lost the head that this tenure follows on, or null
     * @param end the log's end offset
     */
    FollowedLog(
            PublisherSetup setup, FeedFold fold, Cadence cadence, String topicId, @Nullable FeedHead lost, long end) {
        this.setup = setup;
        this.fold = fold;
        this.cadence = cadence;
        this.topicId = topicId;
        this.alreadyPublished = lost == null ? 0 : lost.position();
        this.asOf = lost == null ? 0 : lost.asOf();
        this.identity = new LogIdentity(lost == null ? new LogMark(0, 0) : LogMark.of(lost));
        this.proof = new LogEndProof(setup, end);
        this.seek = new Step.Seek(fold.resumeFrom());
        this.lastTurn = setup.now();
    }

    String topicId() {
        return topicId;
    }

    LogEndProof proof() {
        return proof;
    }

    /** The next step is asked for: a process that stood still for as long as a lease may have missed the broker's absence. */
    void turn(long now) {
        if (now - lastTurn >= setup.terms().leaseMillis()) {
            verifyIdentity();
        }
        lastTurn = now;
    }

    private void verifyIdentity() {
        Step again = identity.verifyAgain(fold);
        seek = again == null ? seek : again;
    }

    /** From where to read, where that has changed; else null. */
    @Nullable
    Step seek() {
        Step next = seek;
        seek = null;
        return next;
    }

    /**
     * @return why this log isn't the one that the feed was made from, or null
     */
    @Nullable
    String end(long end, String id) {
        proof.answered(end);
        return LogCheck.wentBack(topicId, fold.position(), id, end);
    }

    void endUnknown(long now) {
        verifyIdentity();
        proof.unanswered(now);
    }

    /** Whether records are left to fold in, as far as is known; a fold that is held is as far as it gets. */
    boolean isBehind() {
        return held == null && fold.position() < proof.end();
    }

    /** Whether a head can be made of a log that is the right one and folded in to its end. */
    boolean isReady() {
        return !isBehind() && identity.isVerified();
    }

    /** Whether another record would be of use. */
    boolean takesRecords() {
        return held == null || !identity.isVerified();
    }

    /** The {@code asOf} of the head that is made now; the proof is used up. */
    long asOf() {
        long proven = proof.use();
        asOf = held == null ? proven : asOf;
        return asOf;
    }

    /** Why the position stands still, in a sentence, or null where it doesn't. */
    @Nullable
    String held() {
        return held;
    }

    /**
     * Folds {@code entries} in.
     *
     * @return why this log isn't the one that the feed was made from, or why the feed can't be made from it, or null
     */
    @Nullable
    Halt fold(List<Entry> entries) {
        for (Entry entry : entries) {
            String contradiction = identity.contradiction(entry);
            if (contradiction != null) {
                return Halt.untilTheyFit(contradiction);
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
                cadence.await(entry);
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
        if (held == null && type != null && !setup.terms().passOver().names(topicId, entry.offset())) {
            held = RecordHeld.reason(topicId, entry.offset(), type);
            fold.hold(entry.offset());
            cadence.hurry();
        }
        return held != null;
    }
}
