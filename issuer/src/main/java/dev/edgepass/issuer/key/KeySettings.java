package dev.edgepass.issuer.key;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.keys}. The media tokens' private keys come from exactly one source (docs/keys.md); without any, from {@code .edgepass/keys/signing.jwk}.
 *
 * @param signingFile a JWK, made at the first start; further keys are in the folder of the same name without {@code .jwk}
 * @param folder JWKs, a file each, named {@code *.jwk}; the first is made at the first start
 * @param jwks a JWK Set with private keys, as text: for {@code EDGEPASS_KEYS_JWKS}
 * @param pkcs12File a PKCS#12 store
 * @param pkcs12PasswordFile its password, in the first line of a file
 * @param pepperFile see {@link Pepper}; made at the first start, the same for every instance
 * @param publishedFor how long the edge's heads have to carry a key before issuers sign with it
 * @param rotateEvery how long a key is in use; never changed by itself where there is none
 * @param checkEvery how often the source, the log and what is due are looked at
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
