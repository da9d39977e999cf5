package dev.edgepass.local.process;

/** A part couldn't start. The message is one sentence for the person at the terminal: what is wrong, and what to do. */
public final class StartFailure extends RuntimeException {
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
