package dev.edgepass.consumer.feed.r2;

/** R2 gave no answer, or an error. The call may be repeated; a write may have taken place. */
public final class R2Unavailable extends RuntimeException {
    public R2Unavailable(String message) {
        super(message);
    }

    R2Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
