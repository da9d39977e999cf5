package dev.edgepass.issuer.key.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.KeyAdded;
import dev.edgepass.event.ControlEvent.KeyWithdrawn;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import dev.edgepass.token.UnverifiedToken;
import java.nio.file.Path;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class KeyWithdrawalIT {
    private static final String NOBODY_LISTENS = "1";
    private static final String PATHS = "{\"paths\":[\"keys/1/\"]}";

    private final String admin = TestIssuer.admin();

    @TempDir
    private Path folder;

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void after_the_withdrawal_of_the_key_in_use_nothing_is_minted_until_there_is_another_one() {
        Api api = TestIssuer.shared().api();
        String kid = kidInUse(api);
        assertThat(api.post("/access-token", admin, PATHS).status()).isEqualTo(201);

        Api.Answer withdrawn = withdraw(api, kid, "{\"reason\":\"laptop stolen\"}");

        assertThat(withdrawn.status()).isEqualTo(202);
        assertThat(withdrawn.string("kid")).isEqualTo(kid);
        assertThat(withdrawn.string("state")).isEqualTo("accepted");
        assertThat(LogReader.find(
                        Topics.CONTROL, KeyWithdrawn.class, event -> event.kid().equals(kid)))
                .hasValue(new KeyWithdrawn(kid, "laptop stolen", "boss"));
        Api.Answer refused = api.post("/access-token", admin, PATHS);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("signing-key-withdrawn");
        assertThat(api.page("/.well-known/jwks.json").text()).doesNotContain(kid);
        // An answer is given again for a second.
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                health(api).at("/components/signingKey/status").stringValue())
                        .isEqualTo("DOWN"));
        assertThat(api.page("/actuator/health/readiness").status()).isEqualTo(200);

        assertThat(rotate(api).status()).isEqualTo(200);

        assertThat(api.post("/access-token", admin, PATHS).status()).isEqualTo(201);
        assertThat(kidInUse(api)).isNotEqualTo(kid);
    }

    @Test
    void an_issuer_learns_from_the_read_model_that_another_one_withdrew_the_key() {
        try (TestIssuer other = TestIssuer.with(Map.of())) {
            Api api = TestIssuer.shared().api();
            String kid = kidInUse(api);
            withdraw(other.api(), kid, "{}");
            assertThat(api.post("/access-token", admin, PATHS).status()).isEqualTo(201);

            TestProjection.catchUp();

            assertThat(api.post("/access-token", admin, PATHS).problem()).isEqualTo("signing-key-withdrawn");
            assertThat(api.page("/.well-known/jwks.json").text()).doesNotContain(kid);
            assertThat(rotate(api).status()).isEqualTo(200);
        }
    }

    @Test
    void a_withdrawn_key_isnt_announced_again_by_a_restart() {
        Map<String, String> key = Map.of("edgepass.keys.signing-file", file("restart.jwk"));
        String kid;
        try (TestIssuer issuer = TestIssuer.with(key)) {
            kid = announcedKid(issuer.api());
            withdraw(issuer.api(), kid, "{}");
        }
        TestProjection.redis().del("ep:keys", "ep:control");
        TestProjection.redis().hset("ep:control", "position", "0");
        try (TestIssuer behind = TestIssuer.with(key)) {
            awaitReady(behind.api());
            assertThat(health(behind.api())
                            .at("/components/keyAnnouncement/details/announcement")
                            .stringValue())
                    .isEqualTo("waits for the read model");
        }
        try (TestIssuer without = TestIssuer.with(
                Map.of("edgepass.keys.signing-file", file("restart.jwk"), "spring.data.redis.port", NOBODY_LISTENS))) {
            awaitReady(without.api());
        }
        assertThat(announcements(kid)).isEqualTo(1);
    }

    @Test
    void without_redis_a_key_is_withdrawn_all_the_same() {
        try (TestIssuer issuer = TestIssuer.with(Map.of("spring.data.redis.port", NOBODY_LISTENS))) {
            assertThat(withdraw(issuer.api(), "some-key-that-leaked", "").status())
                    .isEqualTo(202);
        }
    }

    @Test
    void a_key_that_nobody_knows_is_404_and_what_is_no_key_id_is_400() {
        Api api = TestIssuer.shared().api();

        assertThat(withdraw(api, "no-such-key", "{}").problem()).isEqualTo("key-not-found");
        assertThat(withdraw(api, "no.such.key", "{}").string("field")).isEqualTo("kid");
        assertThat(withdraw(api, "no-such-key", "{\"because\":\"x\"}").problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void only_admins_withdraw_keys() {
        Api.Answer answer =
                TestIssuer.shared().api().post("/keys/some-key/withdraw", TestIssuer.user("alice", "alice/"), "{}");

        assertThat(answer.problem()).isEqualTo("forbidden");
    }

    private Api.Answer withdraw(Api api, String kid, String body) {
        return api.post("/keys/" + kid + "/withdraw", admin, body, "Prefer", "wait=0");
    }

    private Api.Answer rotate(Api api) {
        return TestPublisher.during(() -> api.post("/keys/rotate", admin, ""));
    }

    private String kidInUse(Api api) {
        return UnverifiedToken.parse(api.post("/access-token", admin, PATHS).string("token"))
                .kid();
    }

    /** Of an issuer with a single key of its own. */
    private String announcedKid(Api api) {
        String kid = health(api).at("/components/signingKey/details/held/0").stringValue();
        Awaitility.await().until(() -> {
            TestProjection.catchUp();
            return TestProjection.redis().hexists("ep:keys", kid);
        });
        return kid;
    }

    private JsonNode health(Api api) {
        return api.send("GET", "/actuator/health", admin, null).json();
    }

    private static void awaitReady(Api api) {
        Awaitility.await().until(() -> api.page("/actuator/health/readiness").status() == 200);
    }

    private static long announcements(String kid) {
        return LogReader.all(Topics.CONTROL).stream()
                .filter(entry -> entry.event().data() instanceof KeyAdded added
                        && added.kid().equals(kid))
                .count();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}
