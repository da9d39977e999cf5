package dev.edgepass.consumer.feed.core;

import java.util.function.Supplier;

/**
 * The constant part of a publisher, shared by its states.
 *
 * @param newFingerprintKey 16 random bytes, for the first head of a feed
 */
record PublisherSetup(
        FeedTerms terms, FeedClock clock, HeadSeal seal, Supplier<byte[]> newFingerprintKey, FeedObserver observer) {
    /** Monotonic milliseconds. */
    long now() {
        return clock.monotonicMillis();
    }
}
