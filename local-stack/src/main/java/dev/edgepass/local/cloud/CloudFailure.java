package dev.edgepass.local.cloud;

/** The command can't go on. The message is for the person at the terminal: what is wrong, and what to do. It never holds a secret. */
public class CloudFailure extends RuntimeException {
    public CloudFailure(String message) {
        super(message);
    }

    public CloudFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
