package dev.edgepass.decision;

import org.jspecify.annotations.Nullable;

/** A view was refused. Carries no stack trace: refusing is ordinary, and an attacker chooses how often it happens. */
public final class RefusedException extends RuntimeException {
    private final Refusal refusal;
    private final @Nullable Concern concern;

    /** The thing that a revocation refuses: a viewer goes on with other objects, or with none. */
    public enum Concern {
        /** The token, by a handle that it carries itself, or by its position. */
        TOKEN,
        /** The object, by its file or a folder above it. */
        OBJECT
    }

    public RefusedException(Refusal refusal) {
        this(refusal, null);
    }

    RefusedException(Refusal refusal, @Nullable Concern concern) {
        super(refusal.title(), null, false, false);
        this.refusal = refusal;
        this.concern = concern;
    }

    /** Of {@link Refusal#REVOKED} and {@link Refusal#BLOCKED}; null with any other. */
    public @Nullable Concern concern() {
        return concern;
    }

    public Refusal refusal() {
        return refusal;
    }
}
