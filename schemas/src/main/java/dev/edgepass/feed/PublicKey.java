package dev.edgepass.feed;

/** A P-256 public key of the JWKS in the head (RFC 7517; RFC 7518 section 6.2.1): coordinates in base64url. */
public record PublicKey(String kid, String x, String y) {}
