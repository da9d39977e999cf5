package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedClock;

/** The machine's clocks. */
enum SystemFeedClock implements FeedClock {
    INSTANCE;

    private static final long NANOS_PER_MILLI = 1_000_000;

    @Override
    public long wallMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long monotonicMillis() {
        return System.nanoTime() / NANOS_PER_MILLI;
    }
}
