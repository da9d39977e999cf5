package dev.edgepass.consumer.replay;

/** The replay can't come to a verdict; the message is one sentence for the person who asked. */
final class CannotRun extends RuntimeException {
    CannotRun(String message) {
        super(message);
    }
}
