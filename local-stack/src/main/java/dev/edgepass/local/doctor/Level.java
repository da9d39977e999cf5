package dev.edgepass.local.doctor;

import java.util.Locale;

/** How a check ended. */
public enum Level {
    OK,
    /** Works, and shouldn't stay so. */
    WARN,
    /** Doesn't work, or isn't safe. */
    FAIL,
    /** Couldn't be asked: never the same as well. */
    UNKNOWN;

    /** As it is printed. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
