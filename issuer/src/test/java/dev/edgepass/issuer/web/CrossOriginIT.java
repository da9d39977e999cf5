package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pages of other origins may call the issuer. */
class CrossOriginIT {
    private static final String APP = "https://app.example";
    private static final String API = "/api/v1/media";
    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        issuer = TestIssuer.with(Map.of("edgepass.web.allowed-origins", APP + ",http://localhost:5173"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> issuer.api().page("/actuator/health/readiness").status() == 200);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"POST,/access-token", "POST,/events", "GET,/objects"})
    void an_allowed_page_may_make_the_calls_that_it_needs(String method, String path) {
        Api.Answer preflight = preflight(issuer.api(), APP, method, API + path);

        assertThat(preflight.status()).isEqualTo(204);
        assertThat(preflight.headers("access-control-allow-origin")).containsExactly(APP);
        assertThat(preflight.headers("access-control-allow-methods")).containsExactly(method);
        assertThat(preflight.headers("access-control-allow-headers")).containsExactly("Authorization, Content-Type");
        assertThat(preflight.headers("access-control-allow-credentials")).isEmpty();
    }

    @Test
    void it_reads_answers_and_refusals_alike() {
        Api.Answer token = call(APP, TestIssuer.user("anna", "p/"));
        Api.Answer refused = call(APP, "nonsense");

        assertThat(token.status()).isEqualTo(201);
        assertThat(refused.status()).isEqualTo(401);
        for (Api.Answer answer : List.of(token, refused)) {
            assertThat(answer.headers("access-control-allow-origin")).containsExactly(APP);
            assertThat(answer.headers("access-control-expose-headers")).containsExactly("Retry-After");
            assertThat(answer.headers("access-control-allow-credentials")).isEmpty();
            assertThat(answer.headers("vary")).contains("Origin");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "https://evil.example",
                "https://app.example.evil.example",
                "https://app.example:8443",
                "http://app.example",
                "https://APP.example",
                "https://app.example/",
                "null",
                "*"
            })
    void any_other_page_is_told_nothing(String origin) {
        Api.Answer preflight = preflight(issuer.api(), origin, "POST", API + "/access-token");
        Api.Answer answer = call(origin, TestIssuer.user("anna", "p/"));

        assertThat(preflight.status()).isEqualTo(405);
        for (Api.Answer told : List.of(preflight, answer)) {
            assertThat(crossOriginHeaders(told)).isEmpty();
        }
        assertThat(answer.headers("vary")).contains("Origin");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST,/api/v1/media/revocations",
        "POST,/api/v1/media/share-links",
        "POST,/api/v1/media/share-links/access-token",
        "POST,/api/v1/media/upload-urls",
        "GET,/api/v1/media/keys",
        "POST,/oauth2/revoke",
        "GET,/admin"
    })
    void no_other_call_is_open_to_an_allowed_page(String method, String path) {
        Api.Answer preflight = preflight(issuer.api(), APP, method, path);

        assertThat(preflight.status()).isNotEqualTo(204);
        assertThat(crossOriginHeaders(preflight)).isEmpty();
    }

    @Test
    void by_default_no_page_may_call() {
        Api.Answer preflight = preflight(TestIssuer.shared().api(), APP, "POST", API + "/access-token");

        assertThat(preflight.status()).isEqualTo(405);
        assertThat(crossOriginHeaders(preflight)).isEmpty();
        assertThat(preflight.headers("vary")).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example",
                "https://*.example",
                "https://app.example/",
                "https://app.example/page",
                "https://App.example",
                "https://app.example:443",
                "http://app.example",
                "http://localhost.evil.example",
                "https://user@app.example"
            })
    void what_is_no_exact_origin_is_no_setting(String origin) {
        assertThatThrownBy(() -> new WebSettings(Set.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("edgepass.web.allowed-origins");
    }

    @Test
    void apps_and_this_machine_have_origins_too() {
        Set<String> origins = Set.of("capacitor://localhost", "http://127.0.0.1:3000", "http://localhost");

        assertThat(new WebSettings(origins).allowedOrigins()).isEqualTo(origins);
    }

    private static Api.Answer preflight(Api api, String origin, String method, String path) {
        return api.send(
                "OPTIONS",
                path,
                null,
                null,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                method,
                "Access-Control-Request-Headers",
                "authorization,content-type");
    }

    private static Api.Answer call(String origin, String login) {
        return issuer.api().post("/access-token", login, "{\"paths\":[\"p/\"]}", "Origin", origin);
    }

    private static Set<String> crossOriginHeaders(Api.Answer answer) {
        return answer.raw().headers().map().keySet().stream()
                .filter(name -> name.startsWith("access-control-"))
                .collect(Collectors.toSet());
    }
}
