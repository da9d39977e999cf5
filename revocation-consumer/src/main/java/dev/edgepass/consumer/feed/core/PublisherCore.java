package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Segment;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The feed publisher's state machine (docs/feed.md). Ask {@link #next} for a {@link Step}, perform it, give its outcome to the method that the step names, ask
 * again. It never blocks, and is confined to one thread. An answer that the last step didn't ask for is an {@link IllegalStateException}, but for those that may come
 * late.
 *
 * <p>A publisher without the lease watches the head, and claims the next term by a conditional write once the head stays unchanged for two heartbeats. One that finds
 * a log which isn't the feed's, or a head that can't be trusted, halts, and goes on as a standby once the two fit again. One that can't make the feed from the two
 * though they fit halts too, until another publisher's head is there, or the part of the log that it lacks.
 */
public final class PublisherCore {
    private final PublisherSetup setup;
    private PublisherState state;
    private FeedStatus status = FeedStatus.START;
    private long headSeenAt;

    /**
     * @param newFingerprintKey 16 random bytes, for the first head of a feed
     */
    public PublisherCore(
            FeedTerms terms,
            FeedClock clock,
            HeadSeal seal,
            Supplier<byte[]> newFingerprintKey,
            FeedObserver observer) {
        this.setup = new PublisherSetup(terms, clock, seal, newFingerprintKey, observer);
        this.state = new Joining(setup);
    }

    public FeedStatus status() {
        return status;
    }

    /** How many heads were sent without an answer, each of which may have been written or may still be; for metrics and checks. */
    public int headsInDoubt() {
        return state instanceof Leading leading ? leading.headsInDoubt() : 0;
    }

    /** The next step to perform. */
    public Step next() {
        return state.next();
    }

    private void follow(PublisherState next) {
        FeedStatus.Role before = status.role();
        state = next;
        status = next.status(headSeenAt);
        if (status.role() != before) {
            setup.observer().changed(status);
        }
    }

    /** The head object, or null where there is none. */
    public void headRead(@Nullable StoredHead stored) {
        headSeenAt = setup.now();
        follow(state.headRead(stored));
    }

    public void headUnread() {
        follow(state.headUnread());
    }

    /** The segments asked for, in that order. */
    public void segmentsLoaded(List<Segment> segments) {
        follow(state.segmentsLoaded(segments));
    }

    /** They couldn't be read now. */
    public void segmentsUnread() {
        follow(state.segmentsUnread());
    }

    /** They are gone or damaged. */
    public void segmentsLost(String reason) {
        follow(state.segmentsLost(reason));
    }

    /** The broker's answer: the next offset of the control topic, and the topic's id. */
    public void logEnd(long end, String topicId) {
        follow(state.logEnd(end, topicId));
    }

    public void logEndUnknown() {
        follow(state.logEndUnknown());
    }

    /** The answer to {@link Step.AskOffsetAt}; negative where all records are older than was asked. */
    public void offsetAt(long offset) {
        state.offsetAt(offset);
    }

    /** Records of the log, in its order, from where the last {@link Step.Seek} or poll ended. */
    public void entries(List<Entry> entries) {
        follow(state.entries(entries));
    }

    /** The log no longer has the record that is to be read next. */
    public void logTruncated(String reason) {
        follow(state.logTruncated(reason));
    }

    public void headWritten(String newEtag) {
        headSeenAt = setup.now();
        follow(state.headWritten(newEtag));
    }

    /** The condition didn't hold (412): the head may be another's, or this very write of ours, made by an attempt that went unanswered. */
    public void headRefused() {
        follow(state.headUnanswered());
    }

    /** A timeout or an error that leaves open whether the head was written. */
    public void headUnanswered() {
        follow(state.headUnanswered());
    }

    /** The outcome of {@link Step.StoreSegment}, of this tenure or an earlier one. */
    public void segmentStored(String hash, boolean stored) {
        state.segmentStored(hash, stored);
    }

    /** The outcome of {@link Step.MirrorSegment}, of this tenure or an earlier one. */
    public void segmentMirrored(String hash, boolean mirrored) {
        state.segmentMirrored(hash, mirrored);
    }

    /** {@link Step.SweepSegments} is over, of this tenure or an earlier one. */
    public void segmentsSwept() {
        state.segmentsSwept();
    }
}
