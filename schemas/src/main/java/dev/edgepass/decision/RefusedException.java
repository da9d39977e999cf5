package dev.edgepass.decision;

import dev.edgepass.feed.Handle;
import org.jspecify.annotations.Nullable;

/** A view was refused. Carries no stack trace: refusing is ordinary, and an attacker chooses how often it happens. */
public final class RefusedException extends RuntimeException {
    private final Refusal refusal;
    private final @Nullable Concern concern;
    private final @Nullable Handle handle;

    /** The thing that a revocation refuses: a viewer goes on with other objects, or with none. */
    public enum Concern {
        /** The token, by a handle that it carries itself, or by its position. */
        TOKEN,
        /** The object, by its file or a folder above it. */
        OBJECT
    }

    public RefusedException(Refusal refusal) {
        this(refusal, null, null);
    }

    RefusedException(Refusal refusal, @Nullable Concern concern, @Nullable Handle handle) {
        super(refusal.title(), null, false, false);
        this.refusal = refusal;
        this.concern = concern;
        this.handle = handle;
    }

    /** Of {@link Refusal#REVOKED} and {@link Refusal#BLOCKED}; null with any other. */
    public @Nullable Concern concern() {
        return concern;
    }

    /**
     * The handle whose state refuses, with {@link Refusal#REVOKED} and {@link Refusal#BLOCKED}; null with any other, and where the token is older than all that the
     * feed still has.
     */
    public @Nullable Handle handle() {
        return handle;
    }

    public Refusal refusal() {
        return refusal;
    }
}
