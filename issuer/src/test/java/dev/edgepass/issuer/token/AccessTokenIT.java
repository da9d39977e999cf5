package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.KeyAdded;
import dev.edgepass.event.IssuanceEvent.TokenIssued;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.UnverifiedToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTokenIT {
    private final Api api = TestIssuer.shared().api();
    private long position;

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        position = TestProjection.catchUp();
    }

    @Test
    void a_token_carries_what_was_asked_for_and_the_position_it_was_decided_on() {
        Api.Answer answer = api.post(
                "/access-token",
                TestIssuer.user("alice@example.com", "projects/42/"),
                "{\"paths\":[\"projects/42/\",\"projects/42/a b.jpg\"],\"ttl\":\"PT1H\"}");

        assertThat(answer.status()).isEqualTo(201);
        MediaClaims claims = UnverifiedToken.parse(answer.string("token")).unverifiedClaims();
        assertThat(claims.paths()).containsExactly("projects/42/");
        assertThat(claims.position()).isEqualTo(position);
        assertThat(claims.expiresAt() - claims.issuedAt()).isEqualTo(3600);
        assertThat(claims.subject()).startsWith("u-").doesNotContain("alice");
        assertThat(answer.json().get("position").longValue()).isEqualTo(position);
        assertThat(answer.string("tokenType")).isEqualTo("media+jwt");
        assertThat(answer.string("baseUrl")).isEqualTo(TestIssuer.EDGE + "/view/" + answer.string("token") + "/");
        assertThat(answer.json().get("urls").get("projects/42/a b.jpg").stringValue())
                .isEqualTo(answer.string("baseUrl") + "projects/42/a%20b.jpg");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_client_is_told_to_renew_after_80_percent_of_the_life() {
        Api.Answer answer =
                api.post("/access-token", TestIssuer.user("alice", "p/"), "{\"paths\":[\"p/\"],\"ttl\":\"PT1000S\"}");

        Instant expiresAt = Instant.parse(answer.string("expiresAt"));
        assertThat(Duration.between(Instant.parse(answer.string("refreshAt")), expiresAt))
                .isEqualTo(Duration.ofSeconds(200));
    }

    @Test
    void an_answer_says_its_length_and_a_text_stays_a_text() {
        Api.Answer answer = api.post("/access-token", TestIssuer.user("alice", "p/"), "{\"paths\":[\"p/\"]}");

        assertThat(answer.header("Content-Length"))
                .isEqualTo(Integer.toString(answer.text().getBytes(StandardCharsets.UTF_8).length));
        assertThat(answer.header("Transfer-Encoding")).isNull();
        assertThat(api.page("/.well-known/jwks.json").json().isObject()).isTrue();
    }

    @Test
    void an_answered_token_is_on_the_log_keyed_by_its_subject_and_without_the_token_itself() {
        Api.Answer answer = api.post("/access-token", TestIssuer.user("alice", "p/"), "{\"paths\":[\"p/\"]}");

        String jti = answer.string("jti");
        LogReader.Entry entry = LogReader.all(Topics.ISSUANCE).stream()
                .filter(read -> read.event().data() instanceof TokenIssued issued
                        && issued.grant().jti().equals(jti))
                .findFirst()
                .orElseThrow();
        TokenIssued issued = (TokenIssued) entry.event().data();
        assertThat(entry.key()).isEqualTo(issued.grant().subject());
        assertThat(issued.grant().position()).isEqualTo(position);
        assertThat(issued.grant().expiresAt()).isEqualTo(Instant.parse(answer.string("expiresAt")));
        assertThat(entry.event().toString()).doesNotContain(answer.string("token"));
    }

    @Test
    void a_path_that_the_login_does_not_open_is_403() {
        Api.Answer answer =
                api.post("/access-token", TestIssuer.user("alice", "projects/4/"), "{\"paths\":[\"projects/42/\"]}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("path-not-allowed");
        assertThat(answer.string("detail")).contains("projects/42/");
    }

    @Test
    void a_blocked_folder_gets_no_token_for_itself_or_below() {
        api.post(
                "/revocations",
                TestIssuer.admin(),
                "{\"target\":{\"kind\":\"folder\",\"id\":\"blocked-tokens/\"}}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();

        String login = TestIssuer.user("alice", "*");
        Api.Answer below = api.post("/access-token", login, "{\"paths\":[\"fine/\",\"blocked-tokens/deep/a.jpg\"]}");
        assertThat(below.status()).isEqualTo(403);
        assertThat(below.problem()).isEqualTo("blocked");
        assertThat(api.post("/access-token", login, "{\"paths\":[\"fine/\"]}").status())
                .isEqualTo(201);
    }

    @Test
    void a_blocked_subject_is_met_by_the_name_that_the_app_knows() {
        api.post(
                "/revocations",
                TestIssuer.admin(),
                "{\"target\":{\"kind\":\"subject\",\"id\":\"mallory@example.com\"}}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();

        Api.Answer answer =
                api.post("/access-token", TestIssuer.user("mallory@example.com", "p/"), "{\"paths\":[\"p/\"]}");
        assertThat(answer.problem()).isEqualTo("blocked");
    }

    @Test
    void a_token_too_long_for_a_url_is_400_and_advises_a_folder() {
        String paths = IntStream.range(0, 100)
                .mapToObj(i -> "\"projects/forty-two/photo-" + i + ".jpg\"")
                .collect(Collectors.joining(","));

        Api.Answer answer = api.post("/access-token", TestIssuer.user("alice", "*"), "{\"paths\":[" + paths + "]}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("token-too-long");
        assertThat(answer.string("detail")).contains("folder");
    }

    @Test
    void the_signing_key_is_in_the_jwks_and_on_the_log() {
        String kid = UnverifiedToken.parse(api.post("/access-token", TestIssuer.user("a", "p/"), "{\"paths\":[\"p/\"]}")
                        .string("token"))
                .kid();

        assertThat(api.page("/.well-known/jwks.json").text()).contains(kid).doesNotContain("\"d\"");
        assertThat(LogReader.find(
                        Topics.CONTROL, KeyAdded.class, key -> key.kid().equals(kid)))
                .isPresent();
    }
}
