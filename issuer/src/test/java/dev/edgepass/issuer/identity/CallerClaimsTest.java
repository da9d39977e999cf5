package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

class CallerClaimsTest {
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "edgepass.identity.claims.subject", "user.id",
            "edgepass.identity.claims.tenant", "https://app.example/org",
            "edgepass.identity.claims.roles", "realm_access.roles",
            "edgepass.identity.claims.paths", "media.folders",
            "edgepass.identity.roles.admin", "media-admin",
            "edgepass.identity.roles.auditor", "media-audit");

    @Test
    void without_configuration_the_claims_have_their_plain_names() {
        Caller caller = caller(
                Map.of(), Map.of("sub", "u", "tenant", "t", "roles", List.of("admin", "else"), "paths", List.of("p/")));

        assertThat(caller).isEqualTo(new Caller("u", "t", List.of("p/"), java.util.Set.of(Role.ADMIN)));
    }

    @Test
    void claims_and_roles_are_found_under_configured_names() {
        Caller caller = caller(
                OTHER_NAMES,
                Map.of(
                        "sub", "not this",
                        "roles", List.of("admin"),
                        "user", Map.of("id", "u"),
                        "https://app.example/org", "t",
                        "realm_access", Map.of("roles", List.of("media-audit", "admin")),
                        "media", Map.of("folders", List.of("p/"))));

        assertThat(caller).isEqualTo(new Caller("u", "t", List.of("p/"), java.util.Set.of(Role.AUDITOR)));
    }

    @Test
    void roles_may_be_words_of_one_string() {
        assertThat(caller(Map.of(), Map.of("sub", "u", "roles", "else auditor")).roles())
                .containsExactly(Role.AUDITOR);
    }

    @Test
    void a_claim_of_a_wrong_type_is_no_login() {
        for (Map<String, Object> claims : List.<Map<String, Object>>of(
                Map.of("tenant", "t"),
                Map.of("sub", " "),
                Map.of("sub", "a\ud800"),
                Map.of("sub", "u", "tenant", "a\udc00b"),
                Map.of("sub", "u", "roles", List.of("\ud800")),
                Map.of("sub", "u", "paths", List.of("p\ud800/")),
                Map.of("sub", "u", "tenant", 1),
                Map.of("sub", "u", "roles", List.of(1)),
                Map.of("sub", "u", "roles", Map.of("admin", true)),
                Map.of("sub", "u", "paths", "p/"))) {
            assertThatThrownBy(() -> caller(Map.of(), claims)).isInstanceOf(InvalidBearerTokenException.class);
        }
    }

    @Test
    void an_auditor_who_isnt_an_admin_has_no_right_to_change() {
        assertThat(authorities(List.of("auditor"))).containsExactly("ROLE_AUDITOR");
        assertThat(authorities(List.of())).containsExactly("ROLE_USER");
        assertThat(authorities(List.of("auditor", "admin")))
                .containsExactlyInAnyOrder("ROLE_AUDITOR", "ROLE_ADMIN", "ROLE_USER");
    }

    @Test
    void a_wide_clock_skew_and_one_name_for_two_roles_are_startup_errors() {
        assertThatThrownBy(() -> settings(Map.of("edgepass.identity.clock-skew", "6m")))
                .hasRootCauseMessage("edgepass.identity.clock-skew: PT6M (expected: 0s to PT5M)");
        assertThatThrownBy(() -> settings(Map.of("edgepass.identity.roles.admin", "auditor")))
                .rootCause()
                .hasMessageContaining("two different names");
    }

    private static List<String> authorities(List<String> roles) {
        return new CallerClaims(settings(Map.of()))
                .convert(login(Map.of("sub", "u", "roles", roles))).getAuthorities().stream()
                        .map(Object::toString)
                        .toList();
    }

    private static Caller caller(Map<String, String> properties, Map<String, Object> claims) {
        return new CallerClaims(settings(properties)).convert(login(claims)).getPrincipal();
    }

    private static Jwt login(Map<String, Object> claims) {
        return Jwt.withTokenValue("t")
                .header("alg", "none")
                .claims(all -> all.putAll(claims))
                .build();
    }

    static IdentitySettings settings(Map<String, String> properties) {
        return new Binder(
                        List.of(new MapConfigurationPropertySource(new HashMap<>(properties))),
                        null,
                        ApplicationConversionService.getSharedInstance())
                .bindOrCreate(IdentitySettings.PREFIX, IdentitySettings.class);
    }
}
