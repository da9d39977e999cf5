package dev.edgepass.issuer.limit;

import java.time.Duration;

/** What became of an attempt to take one token. */
public sealed interface Charge {
    /**
     * It was taken.
     *
     * @param remaining tokens left
     */
    record Taken(long remaining) implements Charge {}

    /**
     * The bucket is empty, and nothing was taken.
     *
     * @param retryAfter until there is a token again; more than zero
     */
    record Refused(Duration retryAfter) implements Charge {
        /** Whole seconds, rounded up, as {@code Retry-After} has it. */
        public int seconds() {
            return (int) Math.min(
                    Integer.MAX_VALUE, retryAfter.plusNanos(999_999_999).toSeconds());
        }
    }
}
