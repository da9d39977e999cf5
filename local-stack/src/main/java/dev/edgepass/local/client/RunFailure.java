package dev.edgepass.local.client;

import java.util.Objects;

/** A demo or a benchmark can't go on. The message is one sentence for the person who ran it. */
public final class RunFailure extends RuntimeException {
    public RunFailure(String message) {
        super(message);
    }

    public RunFailure(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
