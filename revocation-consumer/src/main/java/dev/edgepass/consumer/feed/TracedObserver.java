package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.feed.FeedHead;
import java.util.List;

/** Tells {@code spans} of each head, and {@code next} of everything. */
record TracedObserver(PublicationSpans spans, FeedObserver next) implements FeedObserver {
    @Override
    public void published(FeedHead head, List<Long> acceptedAt) {
        next.published(head, acceptedAt);
        spans.published(head);
    }

    @Override
    public void changed(FeedStatus status) {
        next.changed(status);
        if (status.role() != Role.LEADING && status.role() != Role.RESUMING) {
            spans.forget();
        }
    }

    @Override
    public void held(String reason) {
        next.held(reason);
    }

    @Override
    public void r2Failed(Exception cause) {
        next.r2Failed(cause);
    }

    @Override
    public void noticed(String what) {
        next.noticed(what);
    }
}
