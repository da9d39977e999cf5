package dev.edgepass.consumer.feed.core;

/** When to try again: after the first failure a first delay, then twice as long each time, up to a longest. Milliseconds, monotonic. */
public final class Backoff {
    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5_000;

    private final long first;
    private final long longest;
    private long delay;
    private long retryAt = Long.MIN_VALUE;

    /** A quarter of a second, up to 5 s. */
    Backoff() {
        this(FIRST_MILLIS, LONGEST_MILLIS);
    }

    public Backoff(long first, long longest) {
        this.first = first;
        this.longest = longest;
        this.delay = first;
    }

    public void failed(long now) {
        retryAt = now + delay;
        delay = Math.min(delay * 2, longest);
    }

    public void succeeded() {
        delay = first;
        retryAt = Long.MIN_VALUE;
    }

    /** How long to wait still; 0 or less is now. */
    public long waitMillis(long now) {
        return retryAt == Long.MIN_VALUE ? 0 : retryAt - now;
    }
}
