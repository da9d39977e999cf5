package dev.edgepass.edge.feed.core;

/** What a read does next about one segment of its head. */
public enum NextLoad {
    /** The segment is there, or isn't needed any more. */
    DONE,

    /** Load it, and end that with {@link HeadRead#take} or {@link HeadRead#notLoaded}. */
    LOAD,

    /** Another read's load is trusted: ask again after {@link HeadRead#LOOK_AGAIN}. */
    WAIT
}
