package dev.edgepass.feed;

/** A P-256 public key of the JWKS in the head (RFC 7517; RFC 7518 section 6.2.1): coordinates in base64url. */
public record PublicKey(String kid, String x, String y) {
    /** Whether this is the very key of {@code other}, name and coordinates. */
    public boolean isSame(PublicKey other) {
        return this == other || kid.equals(other.kid) && x.equals(other.x) && y.equals(other.y);
    }
}
