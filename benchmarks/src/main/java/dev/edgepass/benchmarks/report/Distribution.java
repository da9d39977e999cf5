package dev.edgepass.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Durations in milliseconds, sorted, with their quantiles. Quantiles are by nearest rank: each is a value that was measured. */
public record Distribution(long[] sorted) {
    public static Distribution of(Collection<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Distribution(sorted);
    }

    public int count() {
        return sorted.length;
    }

    /**
     * The smallest value that at least this part of all don't exceed; 0 where there are none.
     *
     * @param quantile above 0, at most 1
     */
    public long quantile(double quantile) {
        if (sorted.length == 0) {
            return 0;
        }
        // A part in a thousand of a rank is rounding: 0.99 of 100 is the 99th.
        int rank = (int) Math.ceil(quantile * sorted.length - 1e-3);
        return sorted[Math.max(1, Math.min(rank, sorted.length)) - 1];
    }

    public long max() {
        return quantile(1);
    }

    /** How many are longer than {@code millis}. */
    public long above(long millis) {
        return Arrays.stream(sorted).filter(value -> value > millis).count();
    }

    /** {@code p50 0.81 s, p99 2.90 s, max 3.02 s}. */
    @Override
    public String toString() {
        return "p50 " + seconds(quantile(0.5)) + ", p99 " + seconds(quantile(0.99)) + ", max " + seconds(max());
    }

    /** Milliseconds, for programs. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", count());
        json.put("p50", quantile(0.5));
        json.put("p90", quantile(0.9));
        json.put("p99", quantile(0.99));
        json.put("max", max());
        return json;
    }

    public static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
    }
}
