package dev.edgepass.issuer.problem;

/**
 * An answer failed of which the caller has a part: the connection is to be closed, so that the part doesn't look like all. It has no cause: Spring takes one such as
 * {@code EOFException} for the caller's own leaving, and ends the answer in order.
 */
public final class AnswerCutOff extends RuntimeException {
    public AnswerCutOff(String message) {
        super(message);
    }
}
