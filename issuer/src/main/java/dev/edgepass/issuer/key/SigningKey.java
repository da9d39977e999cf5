package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
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
    private final KeyStanding standing;

    SigningKey(KeySettings settings, KeyStanding standing) {
        ECKey key = KeyFile.loadOrCreate(settings.signingFile());
        signer = Es256.signer(key);
        publicKey = Es256.publicKey(key);
        this.standing = standing;
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

    /**
     * The media token with {@code claims}. Asks the read model about the key each time: nobody should hand out what the edge refuses.
     *
     * @throws ProblemException {@code signing-key-withdrawn}, {@code read-model-unavailable}
     */
    public String sign(MediaClaims claims) {
        if (standing.isWithdrawn(kid())) {
            throw ProblemType.SIGNING_KEY_WITHDRAWN.because(
                    "Nothing can be minted here until an operator gives the issuer another key (edgepass.keys.signing-file).");
        }
        return signer.sign(MediaClaims.TYPE, claims.toJson());
    }
}
