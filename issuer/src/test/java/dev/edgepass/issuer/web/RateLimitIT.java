package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two calls of each kind in an hour, writes with the others who share the Redis. The second issuer trusts no proxy on this machine. */
class RateLimitIT {
    private static final String NOTHING = "{\"paths\":[]}";
    private static final Map<String, String> TWO = Map.of(
            "edgepass.limits.mint", "2/h",
            "edgepass.limits.write", "2/h",
            "edgepass.limits.read", "2/h",
            "edgepass.limits.public", "2/h",
            "edgepass.limits.pages", "2/h",
            "edgepass.limits.health", "1200/m",
            "edgepass.limits.address-header", "CF-Connecting-IP");
    private static TestIssuer first;
    private static TestIssuer second;

    @BeforeAll
    static void start() {
        first = TestIssuer.with(TWO);
        Map<String, String> elsewhere = new HashMap<>(TWO);
        elsewhere.put("edgepass.limits.trusted-proxies", "192.0.2.0/24");
        second = TestIssuer.with(elsewhere);
        for (TestIssuer issuer : new TestIssuer[] {first, second}) {
            patiently()
                    .until(() -> issuer.api().page("/actuator/health/readiness").status() == 200);
        }
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @Test
    void the_third_mint_is_429_and_says_when_to_come_back() {
        String login = TestIssuer.user("limit-mint", "p/");
        mint(first.api(), login);
        Api.Answer last = mint(first.api(), login);

        Api.Answer refused = mint(first.api(), login);

        assertThat(last.status()).isEqualTo(400);
        assertThat(last.header("RateLimit-Policy")).isEqualTo("\"mint\";q=2;w=3600");
        assertThat(last.header("RateLimit")).isEqualTo("\"mint\";r=0");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isNotNull();
        assertThat(mint(first.api(), TestIssuer.user("limit-other", "p/")).status())
                .isEqualTo(400);
        assertThat(mint(second.api(), login).status()).isEqualTo(400);
    }

    @Test
    void writes_are_counted_by_all_instances_together() {
        String login = TestIssuer.user("limit-write", "p/");
        write(first.api(), login);
        write(second.api(), login);

        assertThat(write(first.api(), login).status()).isEqualTo(429);
        assertThat(write(second.api(), login).status()).isEqualTo(429);
    }

    @Test
    void an_admin_whose_writes_are_refused_still_revokes() {
        String admin = TestIssuer.admin();
        for (int i = 0; i < 3; i++) {
            write(first.api(), admin);
        }
        assertThat(write(first.api(), admin).status()).isEqualTo(429);

        for (int i = 0; i < 5; i++) {
            assertThat(first.api()
                            .post("/revocations", admin, "{\"target\":{\"kind\":\"nonsense\",\"id\":\"x\"}}")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void the_public_are_counted_by_the_address_that_the_proxy_tells() {
        exchange("192.0.2.1");
        exchange("192.0.2.1");

        assertThat(exchange("192.0.2.1").status()).isEqualTo(429);
        assertThat(exchange("192.0.2.2").status()).isEqualTo(400);
    }

    @Test
    void a_path_that_is_written_otherwise_has_the_same_limit() {
        exchange("192.0.2.10");
        for (String path :
                List.of("/%61pi/v1/media/share-links/access-token", "/api/v1/%6dedia/share-links/access%2dtoken")) {
            Api.Answer answer = first.api().send("POST", path, null, "{}", "CF-Connecting-IP", "192.0.2.10");
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"public\";q=2;w=3600");
        }

        assertThat(exchange("192.0.2.10").status()).isEqualTo(429);
    }

    @Test
    void public_keys_and_pages_are_counted_too_and_health_by_itself() {
        for (String path : List.of("/.well-known/jwks.json", "/%61dmin")) {
            assertThat(get(path, "192.0.2.11").header("RateLimit-Policy")).isEqualTo("\"pages\";q=2;w=3600");
        }
        assertThat(get("/.well-known/jwks.json", "192.0.2.11").problem()).isEqualTo("too-many-requests");
        assertThat(get("/.well-known/jwks.json", "192.0.2.12").status()).isEqualTo(200);

        Api.Answer health = get("/actuator/health/liveness", "192.0.2.11");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.header("RateLimit-Policy")).isEqualTo("\"health\";q=1200;w=60");
    }

    private static Api.Answer get(String path, String address) {
        return first.api().send("GET", path, null, null, "CF-Connecting-IP", address);
    }

    @Test
    void a_header_that_isnt_one_address_frees_nobody_of_the_limit() {
        assertThat(exchange("192.0.2.3, 192.0.2.4").status()).isEqualTo(400);
        assertThat(exchange("nobody-1").status()).isEqualTo(400);

        assertThat(exchange("nobody-2").status()).isEqualTo(429);
        assertThat(exchange("192.0.2.5", "CF-Connecting-IP", "192.0.2.6").status())
                .isEqualTo(429);
    }

    @Test
    void the_header_of_anybody_but_a_trusted_proxy_is_ignored() {
        exchange(second, "192.0.2.7");
        exchange(second, "192.0.2.8");

        assertThat(exchange(second, "192.0.2.9").status()).isEqualTo(429);
    }

    private static Api.Answer exchange(String address, String... more) {
        return exchange(first, address, more);
    }

    private static Api.Answer exchange(TestIssuer issuer, String address, String... more) {
        List<String> headers = new ArrayList<>(List.of("CF-Connecting-IP", address));
        headers.addAll(List.of(more));
        return issuer.api().post("/share-links/access-token", null, "{}", headers.toArray(String[]::new));
    }

    private static Api.Answer mint(Api api, String login) {
        return api.post("/access-token", login, NOTHING);
    }

    private static Api.Answer write(Api api, String login) {
        return api.post("/share-links", login, NOTHING);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
