package dev.edgepass.token;

/** A media token whose signature was found good under the key {@link #kid()}. It may still be expired, revoked or out of scope. */
public final class VerifiedToken {
    private final String kid;
    private final MediaClaims claims;

    VerifiedToken(String kid, MediaClaims claims) {
        this.kid = kid;
        this.claims = claims;
    }

    public String kid() {
        return kid;
    }

    public MediaClaims claims() {
        return claims;
    }
}
