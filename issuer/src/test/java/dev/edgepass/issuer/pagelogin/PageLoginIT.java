package dev.edgepass.issuer.pagelogin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.local.testing.LoginPage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Logins of the pages by an OpenID provider, from outside: the browser's part is played by the test. */
class PageLoginIT {
    private static final String API = "/api/v1/media";
    private static final String[] OF_A_PAGE = {"Sec-Fetch-Site", "same-origin", "Edgepass-Page", "1"};
    private static final String APP = "https://app.example";
    private static final String REVOKE = "{\"target\":{\"kind\":\"token\",\"id\":\"by-a-page\"}}";

    private static final LoginPage PROVIDER = new LoginPage();
    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.with(settings());
    }

    @AfterAll
    static void stop() {
        issuer.close();
        PROVIDER.close();
    }

    @BeforeEach
    void the_provider_is_well() {
        PROVIDER.up(true);
        PROVIDER.says(claims -> claims);
    }

    @Test
    void a_page_logs_in_by_a_code_with_pkce_and_its_cookie_is_a_login() {
        Api.Answer begun = issuer.api().page("/login");
        URI asked = URI.create(begun.header("Location"));
        assertThat(asked.toString())
                .startsWith(PROVIDER.issuer() + "/authorize?")
                .contains("response_type=code", "code_challenge_method=S256", "nonce=", "state=")
                .contains("redirect_uri=https://share.example/login/callback")
                .doesNotContain("code_verifier");
        assertThat(attributes(begun)).contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax");

        Api.Answer done = callback(PROVIDER.loggedIn(asked), cookies(begun));

        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("Location")).isEqualTo("/admin");
        assertThat(done.header("Cache-Control")).isEqualTo("no-store");
        assertThat(done.headers("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-edgepass=")
                        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=3600"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-edgepass-login=;"));
        Api.Answer me = page("GET", "/me", cookies(done), null);
        assertThat(me.string("subject")).isEqualTo("boss");
        assertThat(me.json().get("roles").toString()).isEqualTo("[\"admin\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, Edgepass-Page, 1",
        "Sec-Fetch-Site, same-site, Edgepass-Page, 1",
        "Sec-Fetch-Site, none, Edgepass-Page, 1",
        "Edgepass-Page, 1, X-Other, 1",
        "Sec-Fetch-Site, same-origin, X-Other, 1"
    })
    void a_cookie_counts_for_nothing_where_another_site_could_have_sent_the_request(
            String first, String value, String second, String other) {
        Api.Answer refused = issuer.api()
                .send("POST", API + "/revocations", null, REVOKE, "Cookie", login(), first, value, second, other);

        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void a_preflight_of_another_origin_is_granted_nothing() {
        Api.Answer asked = issuer.api()
                .send(
                        "OPTIONS",
                        API + "/me",
                        null,
                        null,
                        "Origin",
                        "https://evil.example",
                        "Access-Control-Request-Method",
                        "GET");

        assertThat(asked.header("Access-Control-Allow-Origin")).isNull();
        assertThat(asked.header("Access-Control-Allow-Credentials")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, -1})
    void an_altered_cookie_is_no_login(int place) {
        String cookie = login();
        int at = cookie.indexOf('=') + 1;
        int altered = place < 0 ? cookie.length() + place - 1 : at + place;
        char other = cookie.charAt(altered) == 'A' ? 'B' : 'A';
        String bad = cookie.substring(0, altered) + other + cookie.substring(altered + 1);

        assertThat(page("GET", "/me", bad, null).status()).isEqualTo(401);
        assertThat(page("GET", "/me", cookie, null).status()).isEqualTo(200);
    }

    @Test
    void a_cookie_of_an_attempt_is_no_login_and_a_login_no_attempt() {
        String attempt = cookies(issuer.api().page("/login"));

        assertThat(page("GET", "/me", attempt.replace("__Host-edgepass-login", "__Host-edgepass"), null)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void a_login_is_good_at_any_instance_for_an_hour_and_revokes_while_redis_is_away() {
        String cookie = login();

        try (TestIssuer other = TestIssuer.with(Map.of("spring.data.redis.port", "1"))) {
            Api.Answer revoked =
                    other.api().send("POST", API + "/revocations", null, REVOKE, with(cookie, "Prefer", "wait=0"));
            assertThat(revoked.status()).as(revoked.text()).isIn(201, 202);
        }
        try (TestIssuer later = TestIssuer.skewed(Duration.ofMinutes(61))) {
            assertThat(later.api()
                            .send("GET", API + "/me", null, null, with(cookie))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_code_counts_only_in_the_browser_that_began_and_only_once() {
        Api.Answer begun = issuer.api().page("/login");
        URI back = PROVIDER.loggedIn(URI.create(begun.header("Location")));

        assertThat(failure(callback(back, ""))).isEqualTo("cancelled");
        String others = cookies(issuer.api().page("/login"));
        assertThat(failure(callback(back, others))).isEqualTo("refused");
        assertThat(callback(back, cookies(begun)).header("Location")).isEqualTo("/admin");
        assertThat(failure(callback(back, cookies(begun)))).isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonce", "aud", "iss", "exp", "sub"})
    void an_id_token_that_is_not_for_this_attempt_is_no_login(String wrong) {
        PROVIDER.says(claims -> switch (wrong) {
            case "nonce" -> claims.claim("nonce", "another");
            case "aud" -> claims.audience("another");
            case "iss" -> claims.issuer("https://another.example");
            case "exp" -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600)));
            default -> claims.subject(null);
        });

        Api.Answer begun = issuer.api().page("/login");
        Api.Answer done = callback(PROVIDER.loggedIn(URI.create(begun.header("Location"))), cookies(begun));

        assertThat(failure(done)).isEqualTo("refused");
        assertThat(done.headers("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("__Host-edgepass="));
    }

    @Test
    void a_login_that_no_browser_could_keep_is_said_to_be_too_large() {
        PROVIDER.says(claims -> claims.claim(
                "paths",
                IntStream.range(0, 400).mapToObj(i -> "projects/" + i + "/").toList()));

        Api.Answer begun = issuer.api().page("/login");

        assertThat(failure(callback(PROVIDER.loggedIn(URI.create(begun.header("Location"))), cookies(begun))))
                .isEqualTo("too-large");
    }

    @Test
    void an_issuer_starts_without_its_provider_and_says_that_it_is_away() {
        PROVIDER.up(false);
        try (TestIssuer alone = TestIssuer.with(settings())) {
            assertThat(failure(alone.api().page("/login"))).isEqualTo("unavailable");
            PROVIDER.up(true);
            assertThat(alone.api().page("/login").header("Location")).startsWith(PROVIDER.issuer());
        }
    }

    @Test
    void a_page_of_the_app_hands_a_login_over_once() {
        String login = TestIssuer.handedOver("carla", "id-" + System.nanoTime(), Duration.ofMinutes(1));

        Api.Answer done = handOver(APP, login);

        assertThat(done.header("Location")).isEqualTo("/admin");
        assertThat(page("GET", "/me", cookies(done), null).string("subject")).isEqualTo("carla");
        assertThat(failure(handOver(APP, login))).isEqualTo("refused");
        String another = TestIssuer.handedOver("carla", "id-" + System.nanoTime(), Duration.ofMinutes(1));
        assertThat(handOver("https://evil.example", another).problem()).isEqualTo("invalid-request");
        assertThat(handOver("null", another).problem()).isEqualTo("invalid-request");
        assertThat(handOver(APP, another).header("Location")).isEqualTo("/admin");
    }

    @Test
    void a_login_that_lives_long_or_has_no_id_or_is_forged_is_not_taken_over() {
        String id = "id-" + System.nanoTime();
        String forged = TestIssuer.handedOver("carla", id, Duration.ofMinutes(1));

        assertThat(failure(handOver(APP, TestIssuer.handedOver("carla", id, Duration.ofMinutes(3)))))
                .isEqualTo("refused");
        assertThat(failure(handOver(APP, TestIssuer.handedOver("carla", null, Duration.ofMinutes(1)))))
                .isEqualTo("refused");
        assertThat(failure(handOver(APP, forged.substring(0, forged.length() - 8) + "AAAAAAAA")))
                .isEqualTo("refused");
        assertThat(handOver(APP, "").problem()).isEqualTo("invalid-request");
    }

    /** The page asks for the login that it has only where the metadata says that there may be one. */
    @Test
    void a_hand_over_needs_no_provider() {
        try (TestIssuer alone = TestIssuer.with(Map.of("edgepass.page-login.hand-over-origins", APP))) {
            String login = TestIssuer.handedOver("carla", "id-" + System.nanoTime(), Duration.ofMinutes(1));

            String cookie = cookies(handOver(alone, APP, login));

            assertThat(alone.api()
                            .send("GET", API + "/me", null, null, with(cookie))
                            .string("subject"))
                    .isEqualTo("carla");
            assertThat(offers(alone)).containsExactly(false, true);
        }
        assertThat(offers(issuer)).containsExactly(true, true);
        assertThat(offers(TestIssuer.shared())).containsExactly(false, false);
    }

    /** A login by a provider, and a cookie. */
    private static List<Boolean> offers(TestIssuer at) {
        JsonNode metadata =
                at.api().page("/.well-known/oauth-authorization-server").json();
        return Stream.of("edgepass_page_logins", "edgepass_page_cookies")
                .map(name -> metadata.required(name).asBoolean())
                .toList();
    }

    private static Api.Answer handOver(String origin, String login) {
        return handOver(issuer, origin, login);
    }

    private static Api.Answer handOver(TestIssuer at, String origin, String login) {
        return at.api()
                .send(
                        "POST",
                        "/login/hand-over",
                        null,
                        "login=" + login,
                        "Origin",
                        origin,
                        "Content-Type",
                        "application/x-www-form-urlencoded");
    }

    @Test
    void a_provider_that_is_silent_holds_no_thread_for_long() {
        Api.Answer begun = issuer.api().page("/login");
        URI back = PROVIDER.loggedIn(URI.create(begun.header("Location")));
        PROVIDER.silent(true);
        try {
            // The test's own calls end after 30 s.
            assertThat(callback(back, cookies(begun)).header("Location")).startsWith("/admin#login-failed=");
        } finally {
            PROVIDER.silent(false);
        }
    }

    @Test
    void logging_out_deletes_the_cookie_and_without_a_provider_there_is_no_login() {
        Api.Answer out = issuer.api().send("POST", "/login/end", null, "", "Edgepass-Page", "1");

        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("Set-Cookie")).startsWith("__Host-edgepass=;").contains("Max-Age=0");
        assertThat(TestIssuer.shared().api().page("/login").status()).isEqualTo(404);
        // A form of another site can't send the header.
        Api.Answer byAnother = issuer.api().send("POST", "/login/end", null, "");
        assertThat(byAnother.status()).isGreaterThanOrEqualTo(400);
        assertThat(byAnother.header("Set-Cookie")).isNull();
    }

    private static Map<String, String> settings() {
        return Map.of(
                "edgepass.page-login.issuer-uri",
                PROVIDER.issuer(),
                "edgepass.page-login.client-id",
                LoginPage.CLIENT,
                "edgepass.page-login.hand-over-origins",
                APP);
    }

    /** The cookie of somebody who has logged in. */
    private static String login() {
        Api.Answer begun = issuer.api().page("/login");
        Api.Answer done = callback(PROVIDER.loggedIn(URI.create(begun.header("Location"))), cookies(begun));
        return cookies(done);
    }

    private static Api.Answer callback(URI back, String cookies) {
        return issuer.api().send("GET", back.getRawPath() + "?" + back.getRawQuery(), null, null, "Cookie", cookies);
    }

    private static Api.Answer page(String method, String path, String cookie, @Nullable String body) {
        return issuer.api().send(method, API + path, null, body, with(cookie));
    }

    private static String[] with(String cookie, String... more) {
        return Stream.of(List.of("Cookie", cookie), List.of(OF_A_PAGE), List.of(more))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }

    private static String failure(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).startsWith("/admin#login-failed=");
        return answer.header("Location").substring("/admin#login-failed=".length());
    }

    /** What the browser would send next. */
    private static String cookies(Api.Answer answer) {
        return answer.headers("Set-Cookie").stream()
                .map(cookie -> cookie.split(";", 2)[0])
                .filter(cookie -> !cookie.endsWith("="))
                .reduce((one, other) -> one + "; " + other)
                .orElse("");
    }

    private static String attributes(Api.Answer answer) {
        return answer.header("Set-Cookie");
    }
}
