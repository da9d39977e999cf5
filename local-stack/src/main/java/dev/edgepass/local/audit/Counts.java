package dev.edgepass.local.audit;

import java.util.Locale;

/** Large numbers as people read them: {@code 1,234,567}. */
public final class Counts {
    private Counts() {}

    public static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
