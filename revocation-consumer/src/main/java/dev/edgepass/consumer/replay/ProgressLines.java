package dev.edgepass.consumer.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Lines that tell how far long work is, every two seconds. */
final class ProgressLines {
    private static final long BETWEEN_NANOS = Duration.ofSeconds(2).toNanos();
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final String what;
    private final long startedAt = System.nanoTime();
    private long toldAt = startedAt;

    ProgressLines(PrintStream out, String what) {
        this.out = out;
        this.what = what;
    }

    void reached(long count) {
        long now = System.nanoTime();
        if (now - toldAt >= BETWEEN_NANOS) {
            toldAt = now;
            double seconds = (now - startedAt) / NANOS;
            out.printf(Locale.ROOT, "... %,d %s in %.0f s (%,.0f/s)%n", count, what, seconds, count / seconds);
        }
    }
}
