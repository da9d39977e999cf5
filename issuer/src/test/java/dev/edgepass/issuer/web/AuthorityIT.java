package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.local.testing.RealBackends;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityIT {
    private final Api api = TestIssuer.shared().api();

    @BeforeAll
    static void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    /** Statuses: without a login, a user, an auditor, an admin. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /objects?prefix=p/, 401, 200, 200, 200",
        "POST, /access-token, 401, 400, 400, 400",
        "GET, /share-links, 401, 200, 200, 200",
        "POST, /share-links, 401, 400, 403, 400",
        "GET, /share-links/none, 401, 404, 404, 404",
        "DELETE, /share-links/none, 401, 404, 403, 404",
        "POST, /share-links/access-token, 400, 400, 400, 400",
        "POST, /share-links/objects, 400, 400, 400, 400",
        "POST, /events, 400, 400, 400, 400",
        "POST, /revocations, 401, 403, 403, 400",
        "POST, /revocations?dryRun=true, 401, 403, 403, 400",
        "GET, /revocations, 401, 403, 200, 200",
        "GET, /revocations/none, 401, 403, 404, 404",
        "DELETE, /revocations/none, 401, 403, 403, 404",
        "GET, /keys, 401, 403, 403, 200",
    })
    void each_endpoint_has_its_authority(String method, String path, int nobody, int user, int auditor, int admin) {
        assertThat(status(method, path, null)).isEqualTo(nobody);
        assertThat(status(method, path, login("u", List.of()))).isEqualTo(user);
        assertThat(status(method, path, login("x", List.of("auditor")))).isEqualTo(auditor);
        assertThat(status(method, path, login("b", List.of("admin")))).isEqualTo(admin);
    }

    @Test
    void a_missing_login_is_challenged_by_a_problem() {
        Api.Answer answer = api.get("/objects", null);

        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void an_expired_login_is_refused() {
        String old =
                TestIssuer.login("u", List.of("p/"), List.of(), Instant.now().minus(Duration.ofHours(13)));

        assertThat(api.get("/objects", old).status()).isEqualTo(401);
    }

    @Test
    void a_media_token_is_no_login() {
        String media = api.post("/access-token", login("u", List.of()), "{\"paths\":[\"p/\"]}")
                .string("token");

        assertThat(api.get("/objects", media).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/admin",
                "/audit",
                "/s/AAAAAAAAAAAAAAAAAAAAAA",
                "/u/AAAAAAAAAAAAAAAAAAAAAA",
                "/edgepass-client.js",
                "/edgepass-client/watch.js",
                "/assets/style.css",
                "/favicon.svg"
            })
    void the_pages_are_public_and_run_only_their_own_scripts(String path) {
        Api.Answer page = api.page(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", TestIssuer.EDGE)
                .doesNotContain("unsafe");
        assertThat(page.header("Referrer-Policy")).isEqualTo("strict-origin");
        assertThat(page.text()).doesNotContain("<style", " style=", " onclick=");
    }

    @Test
    void the_upload_page_alone_may_send_to_the_bucket_store() {
        URI endpoint = URI.create(RealBackends.r2().endpoint());
        String store = "connect-src 'self' " + endpoint.getScheme() + "://" + endpoint.getAuthority() + ";";

        assertThat(api.page("/u/AAAAAAAAAAAAAAAAAAAAAA").header("Content-Security-Policy"))
                .contains(store);
        for (String other : List.of("/s/AAAAAAAAAAAAAAAAAAAAAA", "/admin", "/")) {
            assertThat(api.page(other).header("Content-Security-Policy")).doesNotContain(store);
        }
    }

    @Test
    void the_share_page_has_the_operators_name_and_colour() {
        try (TestIssuer branded =
                TestIssuer.with(Map.of("edgepass.brand.name", "Studio Nord", "edgepass.brand.accent", "#7a1f3d"))) {
            Api.Answer page = branded.api().page("/s/AAAAAAAAAAAAAAAAAAAAAA");
            Api.Answer colours = branded.api().page("/assets/brand/colours.css");

            assertThat(page.text()).contains("<span>Studio Nord</span>", "/assets/brand/colours.css");
            assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
            assertThat(colours.text()).contains("--accent:#7a1f3d");
            assertThat(colours.header("Content-Type")).startsWith("text/css");
            assertThat(branded.api().page("/assets/brand/logo.png").status()).isEqualTo(404);
        }
        assertThat(api.page("/s/AAAAAAAAAAAAAAAAAAAAAA").text()).doesNotContain("/assets/brand/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/s/AAAAAAAAAAAAAAAAAAAAAA", "/assets/share/share.js", "/assets/style.css"})
    void pages_are_compressed(String path) {
        assertThat(api.send("GET", path, null, null, "Accept-Encoding", "gzip").header("Content-Encoding"))
                .isEqualTo("gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/media/openapi.json", "/.well-known/jwks.json", "/api/v1/media/objects"})
    void answers_of_the_api_are_not(String path) {
        assertThat(api.send("GET", path, null, null, "Accept-Encoding", "gzip").header("Content-Encoding"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin",
                "/s/AAAAAAAAAAAAAAAAAAAAAA",
                "/edgepass-client.js",
                "/.well-known/jwks.json",
                "/actuator/health/liveness",
                "/api/v1/media/objects",
                "/api/v1/media/openapi.json",
                "/no/such/address"
            })
    void no_client_guesses_a_type_and_each_answer_has_one_policy_for_caches(String path) {
        Api.Answer answer = api.page(path);

        assertThat(answer.headers("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers("Cache-Control")).hasSize(1);
    }

    private int status(String method, String path, String login) {
        return api.send(method, "/api/v1/media" + path, login, method.equals("POST") ? "{}" : null)
                .status();
    }

    private static String login(String subject, List<String> roles) {
        return TestIssuer.login(subject, List.of("p/"), roles, Instant.now());
    }
}
