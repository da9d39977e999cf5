package dev.edgepass.consumer.feed.r2;

/** R2 didn't answer, or not with what was asked for. It may be tried again. */
public final class R2Unavailable extends RuntimeException {
    public R2Unavailable(String message) {
        super(message);
    }

    R2Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
