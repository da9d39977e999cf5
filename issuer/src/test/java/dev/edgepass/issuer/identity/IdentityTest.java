package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.token.Scope;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        assertThatThrownBy(() -> start(Map.of())).hasMessageContaining("No identity provider");
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
    void a_login_opens_what_its_claim_says_and_nothing_by_default() {
        assertThat(opens(List.of("projects/42/"), Set.of(), "projects/42/a.jpg"))
                .isTrue();
        assertThat(opens(List.of("projects/42/"), Set.of(), "projects/")).isFalse();
        assertThat(opens(List.of("projects/42/"), Set.of(), "projects/421/")).isFalse();
        assertThat(opens(List.of(), Set.of(), "a.jpg")).isFalse();
        assertThat(opens(List.of("../", "a//"), Set.of(), "a//")).isFalse();
    }

    @Test
    void a_star_and_an_admin_without_paths_open_everything() {
        assertThat(opens(List.of("*"), Set.of(), "a.jpg")).isTrue();
        assertThat(opens(List.of(), Set.of(Role.ADMIN), "a.jpg")).isTrue();
        assertThat(opens(List.of("b/"), Set.of(Role.ADMIN), "a.jpg")).isFalse();
        assertThat(opens(List.of(), Set.of(Role.AUDITOR), "a.jpg")).isFalse();
    }

    private static boolean opens(List<String> paths, Set<Role> roles, String path) {
        return new ClaimsPathPolicy()
                .visibleTo(new Caller("u", null, paths, roles))
                .covers(new Scope(path));
    }

    private static void start(Map<String, Object> properties, String... profiles) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.getEnvironment().setActiveProfiles(profiles);
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
            new IdentityGuard().initialize(context);
        }
    }
}
