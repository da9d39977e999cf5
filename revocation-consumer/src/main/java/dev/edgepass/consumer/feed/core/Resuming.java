package dev.edgepass.consumer.feed.core;

import dev.edgepass.consumer.log.LogCheck;
import dev.edgepass.feed.FeedHead;
import org.jspecify.annotations.Nullable;

/** Has a fold to go on with, and asks for the log's end: only a log that reaches as far as the feed is followed. */
final class Resuming extends PublisherState {
    private final FeedFold fold;
    private final @Nullable FeedHead lost;
    private final @Nullable KnownHead stored;
    private final String why;
    private final Backoff backoff;

    /**
     * @param lost the head that is followed on, or null for the first of a feed
     * @param stored the same as the store has it, or null where it has none
     * @param why this publisher takes over, in a sentence
     */
    Resuming(
            PublisherSetup setup,
            FeedFold fold,
            @Nullable FeedHead lost,
            @Nullable KnownHead stored,
            String why,
            Backoff backoff) {
        super(setup);
        this.fold = fold;
        this.lost = lost;
        this.stored = stored;
        this.why = why;
        this.backoff = backoff;
    }

    /**
     * Makes the feed from the whole log.
     *
     * @param lost the last head, which the store no longer has; null where there was none
     */
    static Resuming withoutStoredHead(PublisherSetup setup, @Nullable FeedHead lost, String why) {
        byte[] key = lost == null ? setup.newFingerprintKey().get() : lost.fingerprintKey();
        return new Resuming(setup, FeedFold.empty(key), lost, null, why, new Backoff());
    }

    @Override
    FeedStatus status(long headSeenAt) {
        return FeedStatus.of(FeedStatus.Role.RESUMING, why, lost, headSeenAt);
    }

    @Override
    Step next() {
        return pausedOr(backoff.waitMillis(setup.now()), new Step.AskLogEnd());
    }

    @Override
    PublisherState logEnd(long end, String topicId) {
        String wentBack = lost == null ? null : LogCheck.wentBack(lost.topicId(), lost.position(), topicId, end);
        return wentBack == null
                ? new Leading(setup, fold, topicId, lost, stored, end, why)
                : new Halted(setup, lost, Halt.untilTheyFit(wentBack), null);
    }

    @Override
    PublisherState logEndUnknown() {
        backoff.failed(setup.now());
        return this;
    }
}
