package dev.edgepass.edge.feed.core;

/** What a request that needs fresh knowledge does next. */
public enum Next {
    /** There is nothing to wait for. */
    DECIDE,

    /** As {@link #DECIDE}, and a read is to be started in the background. */
    POLL_AND_DECIDE,

    /** Read the head, and wait for that read for {@link FeedState#READ_TIMEOUT} at most. */
    READ,

    /** Another request's read is trusted: ask again after {@link FeedState#LOOK_AGAIN}. */
    WAIT
}
