package dev.edgepass.consumer.log;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The broker didn't answer in time. It may be tried again. */
public final class LogUnavailable extends RuntimeException {
    public LogUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "message");
    }
}
