package dev.edgepass.issuer.identity;

import java.util.stream.Stream;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Refuses to start without a clear identity: the local one in the profile {@code local} and nowhere else; everywhere else either public keys or one shared secret, and an
 * audience. Beside the local identity there may be a shared secret, so that a developer's backend can try its own sessions.
 */
public final class IdentityGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String STANDARD = "spring.security.oauth2.resourceserver.jwt";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        boolean local = environment.acceptsProfiles(Profiles.of(IdentitySettings.LOCAL_PROFILE));
        boolean localFile = isSet(environment, IdentitySettings.LOCAL_JWKS_FILE);
        boolean keys = isSet(environment, STANDARD + ".issuer-uri") || isSet(environment, STANDARD + ".jwk-set-uri");
        boolean secret = isSet(environment, IdentitySettings.HS256_SECRET);
        boolean secretFile = isSet(environment, IdentitySettings.HS256_SECRET_FILE);
        if (local && !localFile) {
            throw new IdentityNotConfiguredException(
                    "The profile local needs " + IdentitySettings.LOCAL_JWKS_FILE + ".",
                    "Start the issuer with ./edgepass up, which sets it.");
        }
        if (!local && localFile) {
            throw new IdentityNotConfiguredException(
                    IdentitySettings.LOCAL_JWKS_FILE + " is set outside of the profile local.",
                    "Anybody with that file's private key can log in: remove the property, or set"
                            + " spring.profiles.active=local on a developer's machine.");
        }
        if (localFile && keys
                || Stream.of(keys, secret, secretFile).filter(set -> set).count() > 1) {
            throw new IdentityNotConfiguredException(
                    "More than one identity is configured: whose logins are believed has one answer.",
                    "Keep one: " + STANDARD + ".issuer-uri (or .jwk-set-uri), " + IdentitySettings.HS256_SECRET + ", "
                            + IdentitySettings.HS256_SECRET_FILE + ", or " + IdentitySettings.LOCAL_JWKS_FILE
                            + " in the profile local, where one secret may be beside it.");
        }
        boolean audience = isSet(environment, IdentitySettings.AUDIENCE)
                || isSet(environment, IdentitySettings.AUDIENCE + "[0]")
                || isSet(environment, STANDARD + ".audiences")
                || isSet(environment, STANDARD + ".audiences[0]");
        if (!local && !(audience && (keys || secret || secretFile))) {
            throw new IdentityNotConfiguredException(
                    "No identity is configured: who logs in is checked by a key and this service's audience.",
                    "Set " + IdentitySettings.AUDIENCE + ", and " + STANDARD + ".issuer-uri (or .jwk-set-uri) or "
                            + IdentitySettings.HS256_SECRET + ".");
        }
    }

    /** An empty value is none: docker-compose.yml hands on variables that nobody set. */
    private static boolean isSet(ConfigurableEnvironment environment, String property) {
        return StringUtils.hasText(environment.getProperty(property));
    }
}
