package dev.edgepass.benchmarks.report;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Measured values, sorted, with median and quartiles. */
public record Spread(double[] sorted) {
    private static final double TWO_SIDED_95 = 1.96;

    /**
     * @throws IllegalArgumentException where there are no values
     */
    public static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values (expected: at least 1)");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    public int count() {
        return sorted.length;
    }

    public double median() {
        return quantile(0.5);
    }

    public double max() {
        return sorted[sorted.length - 1];
    }

    /**
     * Between two values, the part of the way from one to the other.
     *
     * @param quantile from 0 to 1
     */
    public double quantile(double quantile) {
        double rank = quantile * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }

    /**
     * Bounds that hold the median of what was sampled with 95 %, whatever its distribution: two of the values, by the normal approximation of their ranks. With few values
     * they are the least and the largest.
     */
    public Interval medianInterval() {
        double reach = TWO_SIDED_95 * Math.sqrt(count());
        int low = Math.max(0, (int) Math.floor((count() - reach) / 2) - 1);
        int high = Math.min(count() - 1, (int) Math.ceil((count() + reach) / 2));
        return new Interval(sorted[low], sorted[high]);
    }

    /** Between which a figure lies. */
    public record Interval(double low, double high) {}

    /** The median and, in brackets, the lower and the upper quartile: {@code 83.1 us (80.2 to 88.0)}. */
    public String text(int decimals, String unit) {
        String number = "%." + decimals + "f";
        return String.format(
                Locale.ROOT,
                number + unit + " (" + number + " to " + number + ")",
                median(),
                quantile(0.25),
                quantile(0.75));
    }
}
