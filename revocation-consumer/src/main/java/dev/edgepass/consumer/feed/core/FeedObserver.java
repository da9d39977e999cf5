package dev.edgepass.consumer.feed.core;

import java.util.List;

/** Takes the publisher's events, for metrics, logs and the simulation's checks; on the publisher's thread, so it neither blocks nor throws. */
public interface FeedObserver {
    /**
     * A head is known to be in the store.
     *
     * @param acceptedAt of the entries that it publishes, milliseconds since the epoch
     */
    default void published(HeadWrite written, List<Long> acceptedAt) {}

    /** The publisher has another role. */
    default void changed(FeedStatus status) {}

    /** Publishing is held before a record: nothing later is published until an operator acts. */
    default void held(String reason) {}

    /** A call of R2 failed, or went unanswered. */
    default void r2Failed(Exception cause) {}

    /** Text for a person who reads the log. */
    default void noticed(String what) {}
}
