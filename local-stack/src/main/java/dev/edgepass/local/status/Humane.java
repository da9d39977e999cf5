package dev.edgepass.local.status;

import java.util.Locale;

/** Figures in the units in which people speak. */
public final class Humane {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Humane() {}

    /** A duration in milliseconds, such as {@code 0.8 s}, {@code 41 s}, {@code 3 min}, {@code 2 h} or {@code 5 d}. */
    public static String duration(long millis) {
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        if (millis < 2 * MINUTE) {
            return millis / 1000 + " s";
        }
        if (millis < 2 * HOUR) {
            return millis / MINUTE + " min";
        }
        return millis < 2 * DAY ? millis / HOUR + " h" : millis / DAY + " d";
    }

    /** A count, such as {@code 1,000,000}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A count with its noun: {@code 1 entry}, {@code 2,000 entries}. */
    public static String count(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }
}
