package dev.edgepass.consumer.archive;

/** The archive can't be written now. The message says why, to an operator; it has no secret. */
public final class ArchiveUnavailable extends Exception {
    private final boolean elsewhere;

    public ArchiveUnavailable(String message) {
        this(message, false);
    }

    private ArchiveUnavailable(String message, boolean elsewhere) {
        super(message);
        this.elsewhere = elsewhere;
    }

    static ArchiveUnavailable elsewhere(String message) {
        return new ArchiveUnavailable(message, true);
    }

    /** Whether only another instance may write it. */
    public boolean isElsewhere() {
        return elsewhere;
    }
}
