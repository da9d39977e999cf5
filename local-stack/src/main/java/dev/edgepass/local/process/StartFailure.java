package dev.edgepass.local.process;

/** A command can't go on, such as where a part can't start. The message is for the person at the terminal: what is wrong, and what to do. It never holds a secret. */
public class StartFailure extends RuntimeException {
    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
