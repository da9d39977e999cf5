package dev.edgepass.token;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jws.CompactJws;

/** A media token that was parsed and nothing more. What needs a token to be genuine takes a {@link VerifiedToken}. */
public final class UnverifiedToken {
    private final CompactJws jws;
    private final MediaClaims claims;

    private UnverifiedToken(CompactJws jws, MediaClaims claims) {
        this.jws = jws;
        this.claims = claims;
    }

    /**
     * @throws MalformedException where {@code compact} isn't a media token by its form
     */
    public static UnverifiedToken parse(String compact) {
        if (compact.length() > MediaClaims.MAX_LENGTH) {
            throw new MalformedException("token: too long (expected: at most 2048 characters)");
        }
        CompactJws jws = CompactJws.parse(compact, MediaClaims.TYPE);
        return new UnverifiedToken(jws, MediaClaims.of(jws.payload()));
    }

    /** The key that it claims to be signed with. */
    public String kid() {
        return jws.kid();
    }

    /** ASCII. */
    public String signingInput() {
        return jws.signingInput();
    }

    /** {@code r || s}, 64 bytes. */
    public byte[] signature() {
        return jws.signature();
    }

    /** The same in base64url. */
    public String encodedSignature() {
        return jws.encodedSignature();
    }

    /** The claims, not verified: for look-ups that change nothing. */
    public MediaClaims unverifiedClaims() {
        return claims;
    }

    /** This token as a verified one. Only to be called with ES256 found good over {@link #signingInput()} under the published key {@link #kid()}. */
    public VerifiedToken signatureIsGood() {
        return new VerifiedToken(jws.kid(), claims);
    }
}
