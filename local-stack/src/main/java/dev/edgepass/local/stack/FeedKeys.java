package dev.edgepass.local.stack;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;

/** The feed's key of a stack. The consumer signs with it; the Worker and the issuer get its public part only. */
final class FeedKeys {
    private FeedKeys() {}

    /** The public JWKS, which is in {@link DataFolder#feedPublicKeys} too when this returns. The key is made where there is none yet. */
    static String publicJwks(DataFolder data) {
        String jwks = new JWKSet(KeyFile.loadOrCreate(data.feedKey()).toPublicJWK()).toString();
        try {
            OwnerOnly.write(data.feedPublicKeys(), jwks);
        } catch (IOException e) {
            throw new StartFailure("Can't write " + data.feedPublicKeys() + ": " + e.getMessage() + ".", e);
        }
        return jwks;
    }
}
