package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.token.MediaClaims;
import java.util.Map;

/** A key that this instance can sign media tokens with. Thread-safe. */
public final class SigningKey {
    private final Es256 signer;
    private final PublicKey publicKey;

    SigningKey(ECKey key) {
        signer = Es256.signer(key);
        publicKey = Es256.publicKey(key);
    }

    public String kid() {
        return publicKey.kid();
    }

    PublicKey publicKey() {
        return publicKey;
    }

    /** The public key as a JWK (RFC 7517). */
    public Map<String, String> jwk() {
        return Map.of("kty", "EC", "crv", "P-256", "kid", publicKey.kid(), "x", publicKey.x(), "y", publicKey.y());
    }

    /** The media token with {@code claims}. */
    public String sign(MediaClaims claims) {
        return signer.sign(MediaClaims.TYPE, claims.toJson());
    }

    /** Without key material. */
    @Override
    public String toString() {
        return "SigningKey[" + kid() + "]";
    }
}
