package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.feed.core.HeadWrite;
import java.util.List;

/** Tells {@code spans} of each head, and {@code next} of everything. */
record TracedObserver(PublicationSpans spans, FeedObserver next) implements ForwardingObserver {
    @Override
    public void published(HeadWrite written, List<Long> acceptedAt) {
        next.published(written, acceptedAt);
        spans.published(written.head());
    }

    @Override
    public void changed(FeedStatus status) {
        next.changed(status);
        if (status.role() != Role.LEADING && status.role() != Role.RESUMING) {
            spans.forget();
        }
    }
}
