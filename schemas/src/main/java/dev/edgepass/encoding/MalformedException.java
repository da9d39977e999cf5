package dev.edgepass.encoding;

/**
 * Input that isn't what its format says. The message names the rule that was broken and never quotes the input, which may be a secret.
 */
public final class MalformedException extends RuntimeException {
    public MalformedException(String message) {
        super(message, null, false, false);
    }
}
