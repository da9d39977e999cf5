package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Segment;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a publisher does, and all that it knows, at one stage of its work. The method for an answer gives the state that follows,
 * often this one, and may be called only after a step of this state that asks for that answer. Three answers may come late, after the tenure that asked for them:
 * they are ignored. Not thread-safe.
 */
abstract sealed class PublisherState permits Joining, Standby, Loading, Resuming, Leading, Halted {
    private static final long LONGEST_PAUSE_MILLIS = 500;

    final PublisherSetup setup;

    PublisherState(PublisherSetup setup) {
        this.setup = setup;
    }

    /**
     * @param headSeenAt when a head was read or written last, monotonic milliseconds
     */
    abstract FeedStatus status(long headSeenAt);

    /** The next step to perform. */
    abstract Step next();

    PublisherState headRead(@Nullable StoredHead stored) {
        throw unasked();
    }

    PublisherState headUnread() {
        throw unasked();
    }

    PublisherState segmentsLoaded(List<Segment> segments) {
        throw unasked();
    }

    PublisherState segmentsUnread() {
        throw unasked();
    }

    PublisherState segmentsLost(String reason) {
        throw unasked();
    }

    PublisherState logEnd(long end, String topicId) {
        throw unasked();
    }

    PublisherState logEndUnknown() {
        throw unasked();
    }

    PublisherState entries(List<Entry> entries) {
        throw unasked();
    }

    PublisherState logTruncated(String reason) {
        throw unasked();
    }

    PublisherState headWritten(String etag) {
        throw unasked();
    }

    PublisherState headUnanswered() {
        throw unasked();
    }

    void offsetAt(long offset) {
        throw unasked();
    }

    void segmentStored(String hash, boolean stored) {}

    void segmentMirrored(String hash, boolean mirrored) {}

    void segmentsSwept() {}

    private IllegalStateException unasked() {
        return new IllegalStateException("an answer to " + getClass().getSimpleName() + ", which asked for none such");
    }

    static Step pausedOr(long waitMillis, Step step) {
        return waitMillis > 0 ? new Step.Pause(Math.min(waitMillis, LONGEST_PAUSE_MILLIS)) : step;
    }

    /**
     * Goes on from the head in the store, or halts where that can't be trusted.
     *
     * @param before the newest head that is known, or null
     */
    final PublisherState from(
            StoredHead stored, @Nullable FeedHead before, Function<KnownHead, PublisherState> following) {
        KnownHead known;
        try {
            known = new KnownHead(setup.seal().open(stored.compact()), stored.etag(), stored.writtenAt());
        } catch (HeadSeal.UntrustedHeadException e) {
            String reason = "the head in the store can't be trusted: " + e.getMessage();
            return new Halted(setup, before, Halt.untilTheyFit(reason), null);
        }
        return following.apply(known);
    }
}
