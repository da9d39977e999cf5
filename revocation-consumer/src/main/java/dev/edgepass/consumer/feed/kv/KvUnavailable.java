package dev.edgepass.consumer.feed.kv;

import org.jspecify.annotations.Nullable;

/** KV didn't confirm a call, which may be repeated. */
public final class KvUnavailable extends RuntimeException {
    KvUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
