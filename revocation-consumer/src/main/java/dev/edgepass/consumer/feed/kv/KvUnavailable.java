package dev.edgepass.consumer.feed.kv;

import org.jspecify.annotations.Nullable;

/** KV didn't take a value. */
public final class KvUnavailable extends RuntimeException {
    KvUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
