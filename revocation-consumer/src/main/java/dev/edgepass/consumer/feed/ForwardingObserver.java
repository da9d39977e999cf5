package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.HeadWrite;
import java.util.List;

/** Tells {@link #next} of everything. */
interface ForwardingObserver extends FeedObserver {
    FeedObserver next();

    @Override
    default void published(HeadWrite written, List<Long> acceptedAt) {
        next().published(written, acceptedAt);
    }

    @Override
    default void changed(FeedStatus status) {
        next().changed(status);
    }

    @Override
    default void held(String reason) {
        next().held(reason);
    }

    @Override
    default void r2Failed(Exception cause) {
        next().r2Failed(cause);
    }

    @Override
    default void noticed(String what) {
        next().noticed(what);
    }
}
