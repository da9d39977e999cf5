package dev.edgepass.consumer.audit.index;

import org.jspecify.annotations.Nullable;

/** The index can't be read or written at the moment. */
public final class IndexUnavailable extends RuntimeException {
    IndexUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
