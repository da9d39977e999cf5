package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedObserver;
import dev.edgepass.consumer.feed.core.HeadWrite;
import java.util.List;

/** Gives each head to {@code publications}, and tells {@code next} of everything. */
record RecordedObserver(PublicationLog publications, FeedObserver next) implements ForwardingObserver {
    @Override
    public void published(HeadWrite written, List<Long> acceptedAt) {
        next.published(written, acceptedAt);
        publications.published(written);
    }
}
