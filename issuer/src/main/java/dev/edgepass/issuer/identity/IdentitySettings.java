package dev.edgepass.issuer.identity;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.identity}.
 *
 * @param localJwksFile public JWKS of the local identity; in the profile {@code local} only
 */
@ConfigurationProperties(IdentitySettings.PREFIX)
record IdentitySettings(@Nullable Path localJwksFile) {
    static final String PREFIX = "edgepass.identity";
    static final String LOCAL_JWKS_FILE = PREFIX + ".local-jwks-file";
    static final String LOCAL_PROFILE = "local";
}
