package dev.edgepass.consumer.archive.core;

import java.util.Objects;

/** A log of the archive may not be written: what is there contradicts what was signed, or the topic does. The message is for an operator; it has no secret. */
public final class ArchiveStopped extends Exception {
    public ArchiveStopped(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "message");
    }
}
