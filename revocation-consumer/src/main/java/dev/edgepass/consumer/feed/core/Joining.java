package dev.edgepass.consumer.feed.core;

import org.jspecify.annotations.Nullable;

/** Looks for a head. One of this publisher's own is followed on at once: its earlier run is over. */
final class Joining extends PublisherState {
    private final Backoff backoff = new Backoff();

    Joining(PublisherSetup setup) {
        super(setup);
    }

    @Override
    FeedStatus status(long headSeenAt) {
        return FeedStatus.of(FeedStatus.Role.JOINING, "reading the head", null, headSeenAt);
    }

    @Override
    Step next() {
        return pausedOr(backoff.waitMillis(setup.now()), new Step.ReadHead());
    }

    @Override
    PublisherState headRead(@Nullable StoredHead stored) {
        return stored == null
                ? Resuming.withoutStoredHead(setup, null, "there is no head: publishing the first")
                : from(stored, null, this::follow);
    }

    private PublisherState follow(KnownHead known) {
        return known.head().publisher().equals(setup.terms().publisherId())
                ? new Loading(setup, known, "the head is an earlier run's of this publisher")
                : new Standby(setup, known);
    }

    @Override
    PublisherState headUnread() {
        backoff.failed(setup.now());
        return this;
    }
}
