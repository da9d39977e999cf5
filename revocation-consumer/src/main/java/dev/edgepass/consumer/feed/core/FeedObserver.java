package dev.edgepass.consumer.feed.core;

import dev.edgepass.feed.FeedHead;
import java.util.List;

/** Hears what the publisher does; for metrics, logs and the simulation's checks. */
public interface FeedObserver {
    /**
     * A head is known to be in the store.
     *
     * @param acceptedAt of the entries that it publishes, milliseconds since the epoch
     */
    default void published(FeedHead head, List<Long> acceptedAt) {}

    /** The publisher plays another part. */
    default void changed(FeedStatus status) {}

    /** Publishing is held before a record: nothing later is published until an operator acts. */
    default void held(String reason) {}

    /** A call of R2 failed, or went unanswered. */
    default void r2Failed(Exception cause) {}

    /** Something a person may want to read in the log. */
    default void noticed(String what) {}
}
