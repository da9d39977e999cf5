package dev.edgepass.benchmarks.leaks;

import java.util.Locale;

/** A share of trials with Wilson's interval at 95 %. */
record Proportion(int hits, int trials) {
    private static final double Z = 1.959964;

    double least() {
        return trials == 0 ? 0 : Math.max(0, centre() - margin());
    }

    double most() {
        return trials == 0 ? 1 : Math.min(1, centre() + margin());
    }

    private double centre() {
        return (hits + Z * Z / 2) / (trials + Z * Z);
    }

    private double margin() {
        double share = (double) hits / trials;
        return Z / (trials + Z * Z) * Math.sqrt(trials * share * (1 - share) + Z * Z / 4);
    }

    /** In per cent, with the interval in brackets. */
    @Override
    public String toString() {
        return trials == 0
                ? ""
                : String.format(Locale.ROOT, "%.1f (%.1f to %.1f)", 100.0 * hits / trials, 100 * least(), 100 * most());
    }
}
