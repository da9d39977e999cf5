package dev.edgepass.consumer.log;

import java.util.Objects;

/** The log has no record at the offset that is to be read next: it went back, or lost its beginning. To repeat the read is of no use. */
public final class LogTruncated extends RuntimeException {
    public LogTruncated(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage(), "message");
    }
}
