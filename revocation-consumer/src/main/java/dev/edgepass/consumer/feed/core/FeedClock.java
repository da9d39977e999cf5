package dev.edgepass.consumer.feed.core;

/** The publisher's two times, both in milliseconds: one to tell others, one to measure with. */
public interface FeedClock {
    /** Since the epoch; it may jump. */
    long wallMillis();

    /** Since some fixed moment; it never goes back. */
    long monotonicMillis();
}
