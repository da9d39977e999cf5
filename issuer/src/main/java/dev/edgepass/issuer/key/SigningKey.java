package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.token.MediaClaims;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The key that signs media tokens. Thread-safe. */
@Component
public class SigningKey {
    private final Es256 signer;
    private final PublicKey publicKey;

    SigningKey(KeySettings settings) {
        ECKey key = KeyFile.loadOrCreate(settings.signingFile());
        signer = Es256.signer(key);
        publicKey = Es256.publicKey(key);
    }

    public String kid() {
        return signer.kid();
    }

    public PublicKey publicKey() {
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
}
