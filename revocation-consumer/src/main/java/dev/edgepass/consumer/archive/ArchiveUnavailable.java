package dev.edgepass.consumer.archive;

/** The archive can't be written now. The message says why, to an operator; it has no secret. */
public final class ArchiveUnavailable extends Exception {
    public ArchiveUnavailable(String message) {
        super(message);
    }
}
