package dev.edgepass.decision;

import dev.edgepass.token.MediaClaims;

/**
 * The rules for a token by itself (docs/edge.md): the edge's, and the issuer's where it says whether a token is good. Form, key and signature come before,
 * scope and revocations after. Immutable.
 *
 * @param issuer the only acceptable {@code iss}
 * @param audience the only acceptable {@code aud}
 * @param clockSkew seconds that an {@code iat} may lie in the future
 * @param maxLifetime seconds from {@code iat} to {@code exp} at most
 */
public record TokenRules(String issuer, String audience, long clockSkew, long maxLifetime) {
    /** Seconds: the skew that an edge allows by default. */
    public static final long DEFAULT_CLOCK_SKEW = 60;

    /** Seconds: the lifetime that an edge allows by default, and no issuer exceeds. */
    public static final long DEFAULT_MAX_LIFETIME = 86_400;

    /**
     * @param now milliseconds since the epoch
     * @throws RefusedException with the first rule that refuses
     */
    public void require(MediaClaims claims, long now) {
        requireOurs(claims);
        requireUnexpired(claims, now);
        if (claims.issuedAt() * 1000 > now + clockSkew * 1000) {
            throw new RefusedException(Refusal.NOT_YET_VALID);
        }
    }

    /** @throws RefusedException {@code malformed-token} */
    public void requireOurs(MediaClaims claims) {
        boolean ours = claims.issuer().equals(issuer) && claims.audience().equals(audience);
        long lifetime = claims.expiresAt() - claims.issuedAt();
        if (!ours || lifetime <= 0 || lifetime > maxLifetime) {
            throw new RefusedException(Refusal.MALFORMED_TOKEN);
        }
    }

    /**
     * @param now milliseconds since the epoch
     * @throws RefusedException {@code expired}
     */
    public void requireUnexpired(MediaClaims claims, long now) {
        if (now >= claims.expiresAt() * 1000) {
            throw new RefusedException(Refusal.EXPIRED);
        }
    }
}
