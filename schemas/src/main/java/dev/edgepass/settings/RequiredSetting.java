package dev.edgepass.settings;

import java.net.URI;
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

    /**
     * Refuses what isn't an http or https URL with a host.
     *
     * @throws IllegalArgumentException as {@link #require}; without the value, which may hold a password
     */
    public static void requireUrl(@Nullable URI value, String property, String expected) {
        require(value, property, expected);
        if (value == null
                || value.getHost() == null
                || !String.valueOf(value.getScheme()).matches("(?i)https?")) {
            throw new IllegalArgumentException(property + " is no URL of a server (expected: " + expected + ")");
        }
    }
}
