package dev.edgepass.issuer.token;

import dev.edgepass.token.MediaClaims;

/**
 * A token that the log knows.
 *
 * @param compact the token itself: for the answer, and for nothing that is kept
 */
public record MintedToken(String compact, MediaClaims claims, TokenLife life, RequestedPaths paths) {
    /** Without the token. */
    @Override
    public String toString() {
        return "MintedToken[" + claims.id() + "]";
    }
}
