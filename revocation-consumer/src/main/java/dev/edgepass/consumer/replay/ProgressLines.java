package dev.edgepass.consumer.replay;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Prints every two seconds how far long work is. For one thread. */
final class ProgressLines {
    private static final long BETWEEN_NANOS = Duration.ofSeconds(2).toNanos();
    private static final double NANOS = 1e9;

    private final PrintStream out;
    private final String work;
    private final long startedAt = System.nanoTime();
    private long toldAt = startedAt;

    /**
     * @param work what is counted, such as "records folded"
     */
    ProgressLines(PrintStream out, String work) {
        this.out = out;
        this.work = work;
    }

    /** So many are done. */
    void reached(long count) {
        long now = System.nanoTime();
        if (now - toldAt >= BETWEEN_NANOS) {
            toldAt = now;
            out.printf(Locale.ROOT, "... %,d %s in %.0f s (%,.0f/s)%n", count, work, seconds(), count / seconds());
        }
    }

    /** Since it began. */
    double seconds() {
        return (System.nanoTime() - startedAt) / NANOS;
    }
}
