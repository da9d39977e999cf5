package dev.edgepass.consumer.replay;

/** The replay can't come to a verdict; the message is one sentence for its caller. */
final class CannotRun extends RuntimeException {
    CannotRun(String message) {
        super(message);
    }
}
