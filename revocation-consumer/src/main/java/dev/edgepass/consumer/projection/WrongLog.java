package dev.edgepass.consumer.projection;

/** The log isn't the one that the projection was made from. */
public final class WrongLog extends RuntimeException {
    public WrongLog(String message) {
        super(message);
    }
}
