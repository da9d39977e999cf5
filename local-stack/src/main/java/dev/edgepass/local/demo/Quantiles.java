package dev.edgepass.local.demo;

import java.util.Arrays;
import java.util.Locale;

/** Some durations, in nanoseconds, and what is said of them. */
record Quantiles(long[] sorted) {
    static Quantiles of(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Quantiles(sorted);
    }

    double millis(double quantile) {
        return sorted[(int) Math.min(sorted.length - 1L, (long) (quantile * sorted.length))] / 1e6;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms", millis(0.5), millis(0.99));
    }
}
