package dev.edgepass.issuer.problem;

/** An answer failed of which the caller has a part: the connection is to be closed, so that the part doesn't look like all. */
public final class AnswerCutOff extends RuntimeException {
    public AnswerCutOff(String message, Throwable cause) {
        super(message, cause);
    }
}
