package dev.edgepass.consumer.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The moment of a past state: a position of the control log, or a time. Immutable.
 *
 * @param position so many of its records are folded in; null where it is a time
 * @param time null where it is a position
 */
record Until(@Nullable Long position, @Nullable Instant time) {
    private static final int MOST_DIGITS = 18;

    /** Empty where {@code text} is neither digits nor a time of RFC 3339. */
    static Optional<Until> parse(String text) {
        if (text.matches("[0-9]{1," + MOST_DIGITS + "}")) {
            return Optional.of(new Until(Long.valueOf(text), null));
        }
        try {
            return Optional.of(new Until(null, OffsetDateTime.parse(text).toInstant()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
