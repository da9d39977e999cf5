package dev.edgepass.issuer.token;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * From when to when, in whole seconds as the claims have it (RFC 7519 section 2, NumericDate).
 *
 * @param expiresAt after {@code issuedAt}
 */
public record TokenLife(Instant issuedAt, Instant expiresAt) {
    /** The part of the life after which a client should renew. */
    private static final double RENEW_AFTER = 0.8;

    /** The life that begins now, cut to what is allowed; empty where nothing is left of it. */
    public static TokenLife of(Instant now, Duration lifetime, Instant notAfter) {
        Instant issuedAt = Instant.ofEpochSecond(now.getEpochSecond());
        Instant wanted = issuedAt.plus(lifetime);
        Instant expiresAt = wanted.isAfter(notAfter) ? notAfter : wanted;
        return new TokenLife(issuedAt, Instant.ofEpochSecond(expiresAt.getEpochSecond()));
    }

    public boolean isEmpty() {
        return !expiresAt.isAfter(issuedAt);
    }

    /** When a client should have a new token: after 80 % of the life. */
    public Instant refreshAt() {
        long seconds = Duration.between(issuedAt, expiresAt).toSeconds();
        return issuedAt.plusSeconds((long) (seconds * RENEW_AFTER));
    }

    /**
     * The member {@code ttl}: an ISO 8601 duration.
     *
     * @return the longest allowed where there is none
     * @throws ProblemException {@code invalid-request}
     */
    public static Duration parseTtl(@Nullable String ttl, Duration max) {
        if (ttl == null) {
            return max;
        }
        try {
            Duration parsed = Duration.parse(ttl);
            if (parsed.compareTo(Duration.ofSeconds(1)) >= 0 && parsed.compareTo(max) <= 0) {
                return parsed;
            }
        } catch (DateTimeParseException e) {
            // The same answer: what is expected.
        }
        throw ProblemType.invalid("ttl", "out of bounds or no duration (expected: PT1S to " + max + ")");
    }
}
