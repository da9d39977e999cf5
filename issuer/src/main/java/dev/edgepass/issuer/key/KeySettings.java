package dev.edgepass.issuer.key;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.keys}. The media tokens' private keys come from exactly one source (docs/keys.md); without any, from {@code .edgepass/keys/signing.jwk}. What the
 * pepper is for: {@link Pepper}.
 *
 * @param signingFile file of a signing key, a private JWK, made at the first start; further keys are in the folder of the same name without .jwk
 * @param folder folder of signing keys, private JWKs in files named *.jwk; the first is made at the first start
 * @param jwks JWK Set with private signing keys, as text: for the environment variable EDGEPASS_KEYS_JWKS
 * @param pkcs12File file of a PKCS#12 store of signing keys
 * @param pkcs12PasswordFile file whose first line is the PKCS#12 store's password
 * @param pepperFile file of the pepper, 32 random bytes, made at the first start; the same for every instance
 * @param publishedFor how long the edge's heads have to carry a key before issuers sign with it
 * @param rotateEvery how long a signing key is active before the issuers change it; by default they never do
 * @param checkEvery time between two looks at the source, the log and what is due
 */
@ConfigurationProperties("edgepass.keys")
public record KeySettings(
        @Nullable Path signingFile,
        @Nullable Path folder,
        @Nullable String jwks,
        @Nullable Path pkcs12File,
        @Nullable Path pkcs12PasswordFile,
        @DefaultValue(".edgepass/keys/pepper") Path pepperFile,
        @DefaultValue("PT10S") Duration publishedFor,
        @Nullable Duration rotateEvery,
        @DefaultValue("PT10S") Duration checkEvery) {
    /** Without key material. */
    @Override
    public String toString() {
        return "KeySettings[" + publishedFor + ", " + rotateEvery + ", " + checkEvery + "]";
    }
}
