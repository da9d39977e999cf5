package dev.edgepass.consumer.feed.core;

import org.jspecify.annotations.Nullable;

/**
 * Another publisher holds the lease. A head that stays unchanged for two heartbeats, by this publisher's monotonic clock, has lost its publisher; no two clocks are
 * compared.
 */
final class Standby extends PublisherState {
    private final KnownHead known;
    private final long unchangedSince;
    private final Backoff backoff = new Backoff();
    private long readAt;

    /** From now on: whatever was seen of the head before doesn't count. */
    Standby(PublisherSetup setup, KnownHead known) {
        super(setup);
        this.known = known;
        this.unchangedSince = setup.now();
        this.readAt = unchangedSince + setup.terms().watchMillis();
    }

    @Override
    FeedStatus status(long headSeenAt) {
        return FeedStatus.of(
                FeedStatus.Role.STANDBY,
                "publisher " + known.head().publisher() + " holds the lease",
                known.head(),
                headSeenAt);
    }

    @Override
    Step next() {
        return pausedOr(readAt - setup.now(), new Step.ReadHead());
    }

    @Override
    PublisherState headRead(@Nullable StoredHead stored) {
        if (stored == null) {
            return Resuming.withoutStoredHead(setup, known.head(), "there is no head: publishing the first");
        }
        if (!stored.etag().equals(known.etag())) {
            return from(stored, known.head(), newer -> new Standby(setup, newer));
        }
        long now = setup.now();
        long unchanged = now - unchangedSince;
        if (unchanged >= setup.terms().leaseMillis()) {
            return new Loading(setup, known, "the head has been unchanged for " + unchanged + " ms");
        }
        backoff.succeeded();
        readAt = now + setup.terms().watchMillis();
        return this;
    }

    @Override
    PublisherState headUnread() {
        long now = setup.now();
        backoff.failed(now);
        readAt = now + Math.max(setup.terms().watchMillis(), backoff.waitMillis(now));
        return this;
    }
}
