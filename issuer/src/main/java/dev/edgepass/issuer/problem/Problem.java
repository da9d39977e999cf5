package dev.edgepass.issuer.problem;

import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem.
 *
 * @param code the end of {@code type}
 * @param status HTTP status
 * @param detail what a person can do about it; no token, no secret
 * @param field the offending member of the request's body, or parameter
 * @param retryAfter seconds
 */
public record Problem(
        String code,
        int status,
        String title,
        String detail,
        @Nullable String field,
        @Nullable Integer retryAfter) {
    /** A URN: the problem's {@code type}. */
    public String type() {
        return "urn:edgepass:problem:" + code;
    }
}
