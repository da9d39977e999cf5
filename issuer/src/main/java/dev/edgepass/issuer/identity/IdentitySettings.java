package dev.edgepass.issuer.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code edgepass.identity}: whose logins are believed, and what they say. Which modes may be set together is {@link IdentityGuard}'s.
 *
 * @param localJwksFile file of the local identity's public JWKS; in the profile local only
 * @param hs256Secret secret of HS256 logins, in base64, at least 32 bytes
 * @param hs256SecretFile file with the secret of HS256 logins, in base64
 * @param issuer claim iss that logins must have; by default the issuer URI, and where there is none any
 * @param audience names of this service: a login's claim aud must have one of them; by default Boot's spring.security.oauth2.resourceserver.jwt.audiences
 * @param clockSkew how far the clocks of the logins' signers may be off, 5 minutes at most
 */
@ConfigurationProperties(IdentitySettings.PREFIX)
record IdentitySettings(
        @Nullable Path localJwksFile,
        @Nullable String hs256Secret,
        @Nullable Path hs256SecretFile,
        @Nullable String issuer,
        @DefaultValue List<String> audience,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue Claims claims,
        @DefaultValue Roles roles) {
    static final String PREFIX = "edgepass.identity";
    static final String LOCAL_JWKS_FILE = PREFIX + ".local-jwks-file";
    static final String HS256_SECRET = PREFIX + ".hs256-secret";
    static final String HS256_SECRET_FILE = PREFIX + ".hs256-secret-file";
    static final String AUDIENCE = PREFIX + ".audience";
    static final String LOCAL_PROFILE = "local";
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    IdentitySettings {
        audience = audience.stream().filter(name -> !name.isBlank()).toList();
        if (clockSkew.isNegative() || clockSkew.compareTo(MAX_SKEW) > 0) {
            throw new IllegalArgumentException(
                    PREFIX + ".clock-skew: " + clockSkew + " (expected: 0s to " + MAX_SKEW + ")");
        }
    }

    /**
     * Where a login has what.
     *
     * @param subject claim with the subject; dots lead into a claim
     * @param tenant claim with the subject's tenant
     * @param roles claim with the roles: a list, or words in one string
     * @param paths claim with the scopes that the login opens
     */
    record Claims(
            @DefaultValue("sub") ClaimPath subject,
            @DefaultValue("tenant") ClaimPath tenant,
            @DefaultValue("roles") ClaimPath roles,
            @DefaultValue("paths") ClaimPath paths) {}

    /**
     * The names, in the roles' claim, that make an admin and an auditor.
     *
     * @param admin role that makes an admin
     * @param auditor role that makes an auditor
     */
    record Roles(
            @DefaultValue("admin") String admin,
            @DefaultValue("auditor") String auditor) {
        Roles {
            if (admin.isBlank() || auditor.isBlank() || admin.equals(auditor)) {
                throw new IllegalArgumentException(PREFIX + ".roles: admin is '" + admin + "', auditor is '" + auditor
                        + "' (expected: two different names)");
            }
        }

        Optional<Role> named(String name) {
            if (name.equals(admin)) {
                return Optional.of(Role.ADMIN);
            }
            return name.equals(auditor) ? Optional.of(Role.AUDITOR) : Optional.empty();
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "IdentitySettings[issuer=" + issuer + ", audience=" + audience + ", clockSkew=" + clockSkew + "]";
    }
}
