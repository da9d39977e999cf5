package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.Segment;
import java.util.List;

/** Reads the segments of the head that is followed on. Where they are lost the feed is made anew from the log, which is the truth, under the same fingerprint key. */
final class Loading extends PublisherState {
    private final KnownHead known;
    private final String why;
    private final Backoff backoff = new Backoff();

    /**
     * @param why this publisher takes over, in a sentence
     */
    Loading(PublisherSetup setup, KnownHead known, String why) {
        super(setup);
        this.known = known;
        this.why = why;
    }

    @Override
    FeedStatus status(long headSeenAt) {
        return FeedStatus.of(FeedStatus.Role.RESUMING, why, known.head(), headSeenAt);
    }

    @Override
    Step next() {
        return pausedOr(
                backoff.waitMillis(setup.now()),
                new Step.LoadSegments(known.head().segments()));
    }

    @Override
    PublisherState segmentsLoaded(List<Segment> segments) {
        backoff.succeeded();
        return resume(FeedFold.of(known.head(), segments));
    }

    @Override
    PublisherState segmentsUnread() {
        backoff.failed(setup.now());
        return this;
    }

    @Override
    PublisherState segmentsLost(String reason) {
        setup.observer().noticed("rebuilding the feed from the log: " + reason);
        return resume(FeedFold.empty(known.head().fingerprintKey()));
    }

    private Resuming resume(FeedFold fold) {
        return new Resuming(setup, fold, known.head(), known, why, backoff);
    }
}
