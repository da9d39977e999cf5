package dev.edgepass.local.doctor;

/** A part didn't answer, or not what was asked. The message is one sentence for the person at the terminal, without a secret. */
final class NotSeen extends RuntimeException {
    NotSeen(String message) {
        super(message);
    }

    NotSeen(String message, Throwable cause) {
        super(message, cause);
    }
}
