package dev.edgepass.issuer.idempotency;

import java.util.Map;
import java.util.Set;

/**
 * An answer as a client got it. May hold a secret.
 *
 * @param headers those that belong to the content
 */
public record KeptAnswer(int status, Map<String, String> headers, byte[] body) {
    /** Refusals of the request itself: it would have to be another one. */
    private static final Set<Integer> FINAL_REFUSALS = Set.of(400, 403, 404, 410, 413, 422);

    /**
     * Whether a repetition of the request shall have this answer again: what was done is done once. A conflict passes, and so does what has {@code Retry-After}: the
     * client is told to repeat the request, with its key.
     */
    public static boolean staysTrue(int status, boolean retryAfter) {
        return !retryAfter && (status / 100 == 2 || FINAL_REFUSALS.contains(status));
    }

    /** Without its content. */
    @Override
    public String toString() {
        return "KeptAnswer[" + status + "]";
    }
}
