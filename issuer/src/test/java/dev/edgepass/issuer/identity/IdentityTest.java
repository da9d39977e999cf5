package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

class IdentityTest {
    private static final String STANDARD = "spring.security.oauth2.resourceserver.jwt";

    @Test
    void the_local_identity_outside_of_its_profile_is_a_startup_error() {
        assertThatThrownBy(() -> start(Map.of(
                        IdentitySettings.LOCAL_JWKS_FILE, "keys.jwks", STANDARD + ".issuer-uri", "https://id.example")))
                .hasMessageContaining("outside of the profile local");
    }

    @Test
    void a_real_identity_needs_keys_and_an_audience() {
        assertThatThrownBy(() -> start(Map.of())).hasMessageContaining("No identity is configured");
        assertThatThrownBy(() -> start(Map.of(STANDARD + ".issuer-uri", "https://id.example")))
                .hasMessageContaining("audience");
        start(Map.of(STANDARD + ".issuer-uri", "https://id.example", STANDARD + ".audiences", "edgepass-issuer"));
    }

    @Test
    void an_empty_value_is_none() {
        assertThatThrownBy(() -> start(Map.of(IdentitySettings.LOCAL_JWKS_FILE, ""), "local"))
                .hasMessageContaining(IdentitySettings.LOCAL_JWKS_FILE);
        assertThatThrownBy(() ->
                        start(Map.of(STANDARD + ".issuer-uri", "https://id.example", STANDARD + ".audiences", "")))
                .hasMessageContaining("audience");
        start(Map.of(
                IdentitySettings.LOCAL_JWKS_FILE,
                "",
                STANDARD + ".issuer-uri",
                "https://id.example",
                STANDARD + ".audiences",
                "edgepass-issuer"));
    }

    @Test
    void the_profile_local_needs_its_file() {
        assertThatThrownBy(() -> start(Map.of(), "local")).hasMessageContaining(IdentitySettings.LOCAL_JWKS_FILE);
        start(Map.of(IdentitySettings.LOCAL_JWKS_FILE, "keys.jwks"), "local");
    }

    @Test
    void a_shared_secret_needs_an_audience_too() {
        assertThatThrownBy(() -> start(Map.of(IdentitySettings.HS256_SECRET, "s")))
                .hasMessageContaining("audience");
        start(Map.of(IdentitySettings.HS256_SECRET, "s", IdentitySettings.AUDIENCE, "edgepass-issuer"));
        start(Map.of(IdentitySettings.HS256_SECRET_FILE, "f", STANDARD + ".audiences[0]", "edgepass-issuer"));
    }

    @Test
    void two_identities_at_once_are_a_startup_error() {
        String audience = IdentitySettings.AUDIENCE;
        for (String other :
                List.of(STANDARD + ".issuer-uri", STANDARD + ".jwk-set-uri", IdentitySettings.HS256_SECRET_FILE)) {
            assertThatThrownBy(() -> start(Map.of(IdentitySettings.HS256_SECRET, "s", other, "x", audience, "a")))
                    .hasMessageContaining("More than one identity");
        }
    }

    @Test
    void beside_the_local_identity_there_may_be_one_secret_and_no_provider() {
        for (String secret : List.of(IdentitySettings.HS256_SECRET, IdentitySettings.HS256_SECRET_FILE)) {
            start(Map.of(IdentitySettings.LOCAL_JWKS_FILE, "keys.jwks", secret, "s"), "local");
            assertThatThrownBy(() -> start(
                            Map.of(
                                    IdentitySettings.LOCAL_JWKS_FILE,
                                    "keys.jwks",
                                    secret,
                                    "s",
                                    IdentitySettings.AUDIENCE,
                                    "edgepass-issuer"),
                            "production"))
                    .hasMessageContaining("outside of the profile local");
        }
        for (Map<String, Object> more : List.<Map<String, Object>>of(
                Map.of(STANDARD + ".issuer-uri", "https://id.example"),
                Map.of(STANDARD + ".jwk-set-uri", "https://id.example/keys"),
                Map.of(STANDARD + ".jwk-set-uri", "https://id.example/keys", IdentitySettings.HS256_SECRET, "s"),
                Map.of(IdentitySettings.HS256_SECRET_FILE, "f", IdentitySettings.HS256_SECRET, "s"))) {
            Map<String, Object> all = new HashMap<>(more);
            all.put(IdentitySettings.LOCAL_JWKS_FILE, "keys.jwks");
            assertThatThrownBy(() -> start(all, "local")).hasMessageContaining("More than one identity");
        }
    }

    @Test
    void a_secret_alone_is_no_local_identity() {
        assertThatThrownBy(() -> start(Map.of(IdentitySettings.HS256_SECRET, "s"), "local"))
                .hasMessageContaining("The profile local needs " + IdentitySettings.LOCAL_JWKS_FILE);
    }

    private static void start(Map<String, Object> properties, String... profiles) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.getEnvironment().setActiveProfiles(profiles);
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
            new IdentityGuard().initialize(context);
        }
    }
}
