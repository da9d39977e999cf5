package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.IssuanceEvent.TokenIssued;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class OutageIT {
    private static final String NOBODY_LISTENS = "1";
    /** Of one test alone: subjects are opaque on the log, so its tokens are known by their path. */
    private static final String FOLDER = "kafkaless/";

    @Test
    void without_redis_nothing_is_minted_and_revoking_goes_on() {
        try (TestIssuer issuer = TestIssuer.with(Map.of("spring.data.redis.port", NOBODY_LISTENS))) {
            Api api = issuer.api();
            Awaitility.await()
                    .until(() -> api.page("/actuator/health/readiness").status() == 200);

            Api.Answer token = api.post("/access-token", TestIssuer.user("a", "p/"), "{\"paths\":[\"p/\"]}");
            assertThat(token.status()).isEqualTo(503);
            assertThat(token.problem()).isEqualTo("read-model-unavailable");
            assertThat(token.header("Retry-After")).isEqualTo("2");

            Api.Answer revoked = api.post(
                    "/revocations",
                    TestIssuer.admin(),
                    "{\"target\":{\"kind\":\"token\",\"id\":\"dark\"}}",
                    "Prefer",
                    "wait=0");
            assertThat(revoked.status()).isEqualTo(202);
            assertThat(LogReader.find(
                            Topics.CONTROL,
                            Revoked.class,
                            event -> event.revocationId().equals(revoked.string("id"))))
                    .isPresent();

            Api.Answer bulk = api.post(
                    "/revocations",
                    TestIssuer.admin(),
                    "{\"targets\":[{\"kind\":\"link\",\"id\":\"dark-1\"},{\"kind\":\"tenant\",\"id\":\"dark-2\"}]}",
                    "Prefer",
                    "wait=0");
            assertThat(bulk.status()).isEqualTo(202);
            for (Api.Answer read : List.of(
                    api.post("/revocations?dryRun=true", TestIssuer.admin(), "{\"target\":{\"kind\":\"all\"}}"),
                    api.get("/revocations", TestIssuer.admin()),
                    api.delete("/revocations/" + revoked.string("id"), TestIssuer.admin()))) {
                assertThat(read.status()).isEqualTo(503);
                assertThat(read.problem()).isEqualTo("read-model-unavailable");
            }

            Api.Answer closed = api.delete("/share-links/some-link", TestIssuer.admin(), "Prefer", "wait=0");
            assertThat(closed.status()).isEqualTo(202);
        }
    }

    @Test
    void without_kafka_nothing_is_answered_with_success() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        String login = TestIssuer.user("kafkaless", FOLDER);
        String request = "{\"paths\":[\"" + FOLDER + "\"]}";
        assertThat(TestIssuer.shared()
                        .api()
                        .post("/access-token", login, request)
                        .status())
                .isEqualTo(201);
        assertThat(tokensIssued()).as("where there is a log").isEqualTo(1);
        assertThat(health(TestIssuer.shared().api())).isEqualTo("UP");
        try (TestIssuer issuer =
                TestIssuer.with(Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:" + NOBODY_LISTENS))) {
            Api api = issuer.api();

            assertThat(health(api)).isEqualTo("DOWN");
            assertThat(api.page("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(api.page("/actuator/health/liveness").status()).isEqualTo(200);
            Api.Answer token = api.post("/access-token", login, request);
            assertThat(token.status()).isEqualTo(503);
            assertThat(token.problem()).isEqualTo("log-unavailable");
            assertThat(token.header("Retry-After")).isEqualTo("2");
            Api.Answer revoked = api.post("/revocations", TestIssuer.admin(), "{\"target\":{\"kind\":\"all\"}}");
            assertThat(revoked.problem()).isEqualTo("log-unavailable");
        }
        assertThat(tokensIssued()).isEqualTo(1);
    }

    @Test
    void without_r2_a_revocation_is_accepted_and_no_more_is_said() {
        try (TestIssuer issuer =
                TestIssuer.with(Map.of("edgepass.r2.endpoint", "http://127.0.0.1:" + NOBODY_LISTENS))) {
            Api api = issuer.api();
            Awaitility.await()
                    .until(() -> api.page("/actuator/health/readiness").status() == 200);

            Api.Answer revoked = api.post(
                    "/revocations",
                    TestIssuer.admin(),
                    "{\"target\":{\"kind\":\"token\",\"id\":\"r2-away\"}}",
                    "Prefer",
                    "wait=1");
            assertThat(revoked.status()).isEqualTo(202);
            Api.Answer takedown = api.post(
                    "/revocations",
                    TestIssuer.admin(),
                    "{\"target\":{\"kind\":\"folder\",\"id\":\"r2-away/\"}}",
                    "Prefer",
                    "wait=1");
            assertThat(takedown.status()).isEqualTo(202);
            assertThat(takedown.json().has("objects")).isFalse();
            Api.Answer objects = api.get("/objects", TestIssuer.admin());
            assertThat(objects.problem()).isEqualTo("storage-unavailable");
        }
    }

    private static String health(Api api) {
        return api.send("GET", "/actuator/health", TestIssuer.admin(), null)
                .json()
                .at("/components/log/status")
                .asString();
    }

    private static long tokensIssued() {
        return LogReader.all(Topics.ISSUANCE).stream()
                .filter(entry -> entry.event().data() instanceof TokenIssued issued
                        && issued.grant().paths().contains(FOLDER))
                .count();
    }
}
