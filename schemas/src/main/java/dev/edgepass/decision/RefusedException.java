package dev.edgepass.decision;

/** A view was refused. Carries no stack trace: refusing is ordinary, and an attacker chooses how often it happens. */
public final class RefusedException extends RuntimeException {
    private final Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.title(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
