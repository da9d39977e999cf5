package dev.edgepass.settings;

import org.jspecify.annotations.Nullable;

/** A setting that has no default: without it a service doesn't start. */
public final class RequiredSetting {
    private RequiredSetting() {}

    /**
     * Refuses a value that isn't there. An empty one is none: docker-compose.yml hands on variables that nobody set.
     *
     * @param property its whole name
     * @param expected what the value should be, or an example
     * @throws IllegalArgumentException with that name in its message
     */
    public static void require(@Nullable Object value, String property, String expected) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException(property + " is missing (expected: " + expected + ")");
        }
    }
}
