package dev.edgepass.acceptance;

import java.time.Duration;

/** The longest time without a success, since it was last asked. Thread-safe. */
final class Gaps {
    private long last = System.nanoTime();
    private long longest;
    private long successes;

    synchronized void success() {
        long now = System.nanoTime();
        longest = Math.max(longest, now - last);
        last = now;
        successes++;
    }

    synchronized long successes() {
        return successes;
    }

    /** And begins anew. */
    synchronized Duration longest() {
        Duration gap = Duration.ofNanos(Math.max(longest, System.nanoTime() - last));
        longest = 0;
        last = System.nanoTime();
        return gap;
    }
}
