package dev.edgepass.local.backup;

import java.util.Locale;
import java.util.function.Consumer;

/** A line now and then while records are copied; none for short work. Not thread-safe. */
final class Progress {
    private static final long BETWEEN_NANOS = 5_000_000_000L;

    private final Consumer<String> lines;
    private final String what;
    private final long all;
    private long said = System.nanoTime();

    /**
     * @param all as many as there are, at most
     */
    Progress(Consumer<String> lines, String what, long all) {
        this.lines = lines;
        this.what = what;
        this.all = all;
    }

    void reached(long count) {
        if (count % 1_000 == 0 && System.nanoTime() - said > BETWEEN_NANOS) {
            said = System.nanoTime();
            lines.accept(String.format(Locale.ROOT, "%,d of %,d %s", count, all, what));
        }
    }
}
