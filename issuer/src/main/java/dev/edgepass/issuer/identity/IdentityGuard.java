package dev.edgepass.issuer.identity;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/** Refuses to start without a clear identity: the local one in the profile {@code local} and nowhere else, a real one with an audience everywhere else. */
public final class IdentityGuard implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final String STANDARD = "spring.security.oauth2.resourceserver.jwt";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        boolean local = environment.acceptsProfiles(Profiles.of(IdentitySettings.LOCAL_PROFILE));
        boolean localFile = isSet(environment, IdentitySettings.LOCAL_JWKS_FILE);
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
        if (!local) {
            requireStandard(environment);
        }
    }

    private static void requireStandard(ConfigurableEnvironment environment) {
        boolean keys = isSet(environment, STANDARD + ".issuer-uri") || isSet(environment, STANDARD + ".jwk-set-uri");
        boolean audience =
                isSet(environment, STANDARD + ".audiences") || isSet(environment, STANDARD + ".audiences[0]");
        if (!keys || !audience) {
            throw new IdentityNotConfiguredException(
                    "No identity provider is configured: who logs in is checked by its keys and this service's audience.",
                    "Set " + STANDARD + ".issuer-uri (or .jwk-set-uri) and " + STANDARD + ".audiences.");
        }
    }

    /** An empty value is none: docker-compose.yml hands on variables that nobody set. */
    private static boolean isSet(ConfigurableEnvironment environment, String property) {
        return StringUtils.hasText(environment.getProperty(property));
    }
}
