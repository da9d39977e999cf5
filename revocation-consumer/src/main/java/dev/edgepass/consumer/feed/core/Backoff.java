package dev.edgepass.consumer.feed.core;

/** When to try again: a quarter of a second after the first failure, then twice as long each time, 5 s at most. Milliseconds, monotonic. */
final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5_000;

    private long delay = FIRST_MILLIS;
    private long retryAt = Long.MIN_VALUE;

    void failed(long now) {
        retryAt = now + delay;
        delay = Math.min(delay * 2, LONGEST_MILLIS);
    }

    void succeeded() {
        delay = FIRST_MILLIS;
        retryAt = Long.MIN_VALUE;
    }

    /** How long to wait still; 0 or less is now. */
    long waitMillis(long now) {
        return retryAt == Long.MIN_VALUE ? 0 : retryAt - now;
    }
}
