package dev.edgepass.issuer.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OAuthIT {
    private static final String NOBODY_LISTENS = "1";
    private static final String REVOKE = "/oauth2/revoke";
    private static final String INTROSPECT = "/oauth2/introspect";

    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();
    private final String alice = TestIssuer.user("oauth-alice", "oauth/");

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void whoever_a_token_was_issued_to_revokes_it() {
        Api.Answer token = token(alice);

        Api.Answer revoked = TestPublisher.during(() -> form(api, REVOKE, alice, "token=" + token.string("token")));

        assertThat(revoked.status()).isEqualTo(200);
        assertThat(revoked.text()).isEmpty();
        assertThat(revoked.header("Cache-Control")).isEqualTo("no-store");
        assertThat(revocations(token.string("jti"))).isEqualTo(1);
        TestProjection.catchUp();
        assertThat(introspect(token.string("token")).toString()).isEqualTo("{\"active\":false}");
    }

    @Test
    void a_second_revocation_of_the_same_token_adds_nothing() {
        Api.Answer token = token(alice);
        String body = "token_type_hint=refresh_token&token=" + token.string("token");
        form(api, REVOKE, alice, body);
        TestProjection.catchUp();

        assertThat(form(api, REVOKE, alice, body).status()).isEqualTo(200);
        assertThat(revocations(token.string("jti"))).isEqualTo(1);
    }

    @Test
    void somebody_else_may_not_and_an_admin_may() {
        Api.Answer token = token(alice);
        String body = "token=" + token.string("token");

        Api.Answer refused = form(api, REVOKE, TestIssuer.user("oauth-bob", "oauth/"), body);
        assertThat(form(api, REVOKE, TestIssuer.tenant("oauth-alice", "another"), body)
                        .status())
                .isEqualTo(403);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.string("error")).isEqualTo("unauthorized_client");
        assertThat(refused.problem()).isEqualTo("forbidden");
        assertThat(refused.header("Content-Type")).startsWith("application/json");
        assertThat(revocations(token.string("jti"))).isZero();
        assertThat(form(api, REVOKE, admin, body).status()).isEqualTo(200);
        assertThat(revocations(token.string("jti"))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30."})
    void what_is_no_token_of_ours_is_200_and_inactive(String token) {
        long before = TestProjection.catchUp();

        assertThat(form(api, REVOKE, alice, "token=" + token).status()).isEqualTo(200);
        assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
        assertThat(TestProjection.catchUp()).isEqualTo(before);
    }

    @Test
    void a_token_whose_signature_was_changed_is_inactive() {
        String token = token(alice).string("token");
        int dot = token.lastIndexOf('.');
        char other = token.charAt(dot + 1) == 'A' ? 'B' : 'A';

        assertThat(introspect(token.substring(0, dot + 1) + other + token.substring(dot + 2))
                        .toString())
                .isEqualTo("{\"active\":false}");
    }

    @Test
    void an_auditor_reads_what_a_token_says() {
        Api.Answer token = token(alice);

        Api.Answer answer = form(api, INTROSPECT, auditor(), "token=" + token.string("token"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode claims = answer.json();
        assertThat(claims.required("active").booleanValue()).isTrue();
        assertThat(claims.required("jti").stringValue()).isEqualTo(token.string("jti"));
        assertThat(claims.required("token_type").stringValue()).isEqualTo("media+jwt");
        assertThat(claims.required("scope").stringValue()).isEqualTo("oauth/");
        assertThat(claims.required("sub").stringValue()).startsWith("u-");
        assertThat(claims.required("exp").longValue())
                .isGreaterThan(claims.required("iat").longValue());
        assertThat(form(api, INTROSPECT, alice, "token=" + token.string("token"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void a_token_of_an_issuer_whose_clock_is_ahead_is_inactive_as_at_the_edge_and_can_be_revoked() {
        Instant ahead = Instant.now().plus(Duration.ofMinutes(5));
        Api.Answer token;
        try (TestIssuer early = TestIssuer.skewed(Duration.ofMinutes(5))) {
            token = early.api()
                    .post(
                            "/access-token",
                            TestIssuer.login("oauth-early", List.of("oauth/"), List.of(), ahead),
                            "{\"paths\":[\"oauth/\"]}");
        }
        assertThat(token.status()).as(token.text()).isEqualTo(201);
        TestProjection.catchUp();

        assertThat(introspect(token.string("token")).toString()).isEqualTo("{\"active\":false}");
        assertThat(form(api, REVOKE, admin, "token=" + token.string("token")).status())
                .isEqualTo(200);
        assertThat(revocations(token.string("jti"))).isEqualTo(1);
    }

    @Test
    void a_token_is_inactive_while_its_subject_is_blocked() {
        String dave = TestIssuer.user("oauth-dave", "oauth/");
        String token = token(dave).string("token");
        Api.Answer blocked = api.post(
                "/revocations", admin, "{\"target\":{\"kind\":\"subject\",\"id\":\"oauth-dave\"}}", "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(introspect(token).required("active").booleanValue()).isFalse();

        api.delete("/revocations/" + blocked.string("id"), admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(introspect(token).required("active").booleanValue()).isTrue();
    }

    @Test
    void a_link_tokens_suspension_is_seen() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"oauth/\"]}");
        TestProjection.catchUp();
        String token = api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}")
                .string("token");
        assertThat(introspect(token).required("lnk").stringValue()).isEqualTo(link.string("id"));

        api.post("/share-links/" + link.string("id") + "/suspend", admin, "", "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(introspect(token).required("active").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {REVOKE, INTROSPECT})
    void a_form_that_isnt_valid_says_so_in_both_languages(String endpoint) {
        for (String body : List.of("", "token=", "token=a&token=b", "token=a&token_type_hint=x&token_type_hint=y")) {
            Api.Answer refused = form(api, endpoint, admin, body);

            assertThat(refused.status()).as(body).isEqualTo(400);
            assertThat(refused.string("error")).isEqualTo("invalid_request");
            assertThat(refused.string("error_description")).isNotEmpty();
            assertThat(refused.problem()).isEqualTo("invalid-request");
        }
        assertThat(form(api, endpoint + "?token=a", admin, "").status()).isEqualTo(400);
        assertThat(form(api, endpoint + "?x=1", admin, "token=a").status()).isEqualTo(400);
        assertThat(api.send("POST", endpoint, admin, "{\"token\":\"a\"}").status())
                .isEqualTo(415);
        assertThat(form(api, endpoint, admin, "token=" + "a".repeat(70_000)).status())
                .isEqualTo(413);
        assertThat(form(api, endpoint, null, "token=a").status()).isEqualTo(401);
    }

    @Test
    void without_redis_a_token_is_revoked_and_nothing_is_said_about_one() {
        Api.Answer token = token(alice);
        TestFeed.publish(TestProjection.catchUp());
        try (TestIssuer without = TestIssuer.with(Map.of("spring.data.redis.port", NOBODY_LISTENS))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                assertThat(form(without.api(), REVOKE, alice, "token=" + token.string("token"))
                                .status())
                        .isEqualTo(200);
                assertThat(revocations(token.string("jti"))).isPositive();
            });

            Api.Answer unknown = form(without.api(), INTROSPECT, admin, "token=" + token.string("token"));
            assertThat(unknown.status()).isEqualTo(503);
            assertThat(unknown.string("error")).isEqualTo("temporarily_unavailable");
            assertThat(unknown.header("Retry-After")).isNotNull();
        }
    }

    @Test
    void without_kafka_a_revocation_is_503_and_never_said_to_be_done() {
        String token = token(alice).string("token");
        try (TestIssuer without =
                TestIssuer.with(Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:" + NOBODY_LISTENS))) {
            Api.Answer refused = form(without.api(), REVOKE, alice, "token=" + token);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("log-unavailable");
            assertThat(refused.string("error")).isEqualTo("temporarily_unavailable");
        }
    }

    @Test
    void the_metadata_names_the_public_address_and_what_is_there() {
        Api.Answer answer = api.page("/.well-known/oauth-authorization-server");

        JsonNode metadata = answer.json();
        assertThat(answer.header("Cache-Control")).isEqualTo("max-age=3600, public");
        assertThat(metadata.required("issuer").stringValue()).isEqualTo("https://share.example");
        assertThat(metadata.required("jwks_uri").stringValue())
                .isEqualTo("https://share.example/.well-known/jwks.json");
        assertThat(metadata.required("revocation_endpoint").stringValue()).isEqualTo("https://share.example" + REVOKE);
        assertThat(metadata.required("introspection_endpoint").stringValue())
                .isEqualTo("https://share.example" + INTROSPECT);
        assertThat(metadata.required("edgepass_token_issuer").stringValue()).isEqualTo("edgepass");
        assertThat(metadata.required("response_types_supported").size()).isZero();
        assertThat(metadata.required("edgepass_local_logins").asBoolean()).isTrue();
    }

    private Api.Answer token(String login) {
        return api.post("/access-token", login, "{\"paths\":[\"oauth/\"]}");
    }

    private JsonNode introspect(String token) {
        return form(api, INTROSPECT, admin, "token=" + token).json();
    }

    private static Api.Answer form(Api api, String path, @Nullable String login, String body) {
        return api.send(
                "POST", path, login, body, "Content-Type", "application/x-www-form-urlencoded", "Prefer", "wait=0");
    }

    private static String auditor() {
        return TestIssuer.login("oauth-auditor", List.of(), List.of("auditor"), Instant.now());
    }

    private static long revocations(String jti) {
        return LogReader.all(Topics.CONTROL).stream()
                .filter(entry -> entry.event().data() instanceof Revoked revoked
                        && revoked.targets().get(0).id().equals(jti))
                .count();
    }
}
