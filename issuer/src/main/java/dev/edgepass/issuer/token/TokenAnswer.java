package dev.edgepass.issuer.token;

import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.ObjectKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer of both calls that give a token (docs/api.md).
 *
 * @param refreshAt when the client should ask again
 * @param baseUrl the media URL of a key is this and the key, percent-encoded
 * @param urls for each exact key that was asked for
 * @param position claim {@code pos}
 */
public record TokenAnswer(
        String token,
        String tokenType,
        String jti,
        Instant expiresAt,
        Instant refreshAt,
        String baseUrl,
        Map<String, String> urls,
        long position) {

    public static TokenAnswer of(MintedToken minted, EdgeSettings edge) {
        String baseUrl = edge.viewUrl(minted.compact());
        Map<String, String> urls = new LinkedHashMap<>();
        for (ObjectKey key : minted.paths().keys()) {
            urls.put(key.value(), baseUrl + key.toPath());
        }
        return new TokenAnswer(
                minted.compact(),
                MediaClaims.TYPE,
                minted.claims().id(),
                minted.life().expiresAt(),
                minted.life().refreshAt(),
                baseUrl,
                urls,
                minted.claims().position());
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "TokenAnswer[" + jti + "]";
    }
}
