package dev.edgepass.event;

import org.jspecify.annotations.Nullable;

/** A record that isn't an event of ours, or an event that no reader takes. */
public sealed class UnreadableEventException extends RuntimeException permits UnknownEventException {
    public UnreadableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
