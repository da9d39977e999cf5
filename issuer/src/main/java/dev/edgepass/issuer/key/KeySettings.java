package dev.edgepass.issuer.key;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.keys}.
 *
 * @param signingFile the media tokens' private JWK; made at the first start
 * @param pepperFile see {@link Pepper}; made at the first start, the same for every instance
 */
@ConfigurationProperties("edgepass.keys")
record KeySettings(
        @DefaultValue(".edgepass/keys/signing.jwk") Path signingFile,
        @DefaultValue(".edgepass/keys/pepper") Path pepperFile) {}
