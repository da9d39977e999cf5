package dev.edgepass.event;

import org.jspecify.annotations.Nullable;

/** A record that isn't an event of ours. It belongs on the dead letter topic. */
public final class UnreadableEventException extends RuntimeException {
    public UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
