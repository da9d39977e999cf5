package dev.edgepass.issuer.idempotency;

/** What a request with a key finds. */
public sealed interface Start {
    /** No call with this key before: do it, then {@link Idempotency#keep} or {@link Idempotency#release}. */
    record First() implements Start {}

    /** It was done. */
    record Done(KeptAnswer answer) implements Start {}

    /** The first one is still running. */
    record Running() implements Start {}

    /** The key was used for something else. */
    record AnotherRequest() implements Start {}
}
