package dev.edgepass.issuer.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent.TokenIssued;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole probe, with the log and the read model as they are, and an edge and a publisher that the test plays. */
class CanaryIT {
    private static final ConditionFactory PATIENTLY = Awaitility.await().atMost(Duration.ofSeconds(60));
    private static final String ADMIN = TestIssuer.admin();

    private long before;

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        before = TestProjection.catchUp();
    }

    @Test
    void a_run_mints_views_revokes_and_measures_the_refusal() {
        try (StubEdge edge = new StubEdge();
                TestIssuer issuer = issuer(edge.url(), "PT5S")) {
            Revoked revoked = awaitRevocation();
            edge.refuse(403, "revoked");
            TestFeed.publish(TestProjection.catchUp());

            PATIENTLY.untilAsserted(() ->
                    assertThat(count(issuer, "runs?tag=outcome:ok", "COUNT")).isEqualTo(1));

            assertThat(revoked.effect()).isEqualTo(Effect.CUTOFF);
            assertThat(revoked.reason()).isEqualTo("canary");
            assertThat(revoked.targets()).extracting(Target::kind).containsExactly(Handle.Kind.TOKEN);
            TokenIssued issued = LogReader.find(
                            Topics.ISSUANCE,
                            TokenIssued.class,
                            event -> event.grant().jti().equals(jti(revoked)))
                    .orElseThrow();
            assertThat(issued.grant().paths()).containsExactly("canary/ä b.txt");
            assertThat(issued.grant().subject()).matches("u-[A-Za-z0-9_-]{22}");
            assertThat(edge.paths()).allMatch(path -> path.endsWith("/canary/ä b.txt"));
            for (String part : List.of("accepted", "published", "refused", "total")) {
                assertThat(count(issuer, part, "COUNT")).isEqualTo(1);
            }
            assertThat(count(issuer, "refusals?tag=reason:revoked", "COUNT")).isPositive();
            assertThat(count(issuer, "alarm", "VALUE")).isZero();
            assertThat(health(issuer).at("/status").stringValue()).isEqualTo("UP");
        }
    }

    @Test
    void an_edge_that_grants_past_the_bound_raises_the_alarm_until_a_run_is_fine_again() {
        try (StubEdge edge = new StubEdge();
                TestIssuer issuer = issuer(edge.url(), "PT1S")) {
            PATIENTLY.until(() -> {
                TestFeed.publish(TestProjection.catchUp());
                return count(issuer, "alarm", "VALUE") == 1;
            });
            assertThat(count(issuer, "late.grants", "COUNT")).isPositive();
            assertThat(health(issuer).at("/status").stringValue()).isEqualTo("ALARM");
            assertThat(issuer.api().page("/actuator/health").status()).isEqualTo(200);

            edge.refuse(503, "stale-feed");
            PATIENTLY.until(() -> {
                TestFeed.publish(TestProjection.catchUp());
                return count(issuer, "alarm", "VALUE") == 0;
            });
            assertThat(count(issuer, "refusals?tag=reason:stale-feed", "COUNT")).isPositive();
        }
    }

    @Test
    void an_edge_that_is_away_makes_a_failed_run_and_no_alarm() {
        try (TestIssuer issuer = issuer("http://127.0.0.1:1", "PT5S")) {
            PATIENTLY.untilAsserted(() -> assertThat(count(issuer, "runs?tag=outcome:failed", "COUNT"))
                    .isPositive());

            assertThat(count(issuer, "alarm", "VALUE")).isZero();
            assertThat(health(issuer).at("/details/reason").stringValue())
                    .contains("doesn't grant")
                    .doesNotContain("/view/");
        }
    }

    @Test
    void it_is_off_unless_an_object_is_named() {
        assertThat(health(TestIssuer.shared()).at("/details/canary").stringValue())
                .isEqualTo("off");
    }

    private static TestIssuer issuer(String edgeUrl, String bound) {
        return TestIssuer.with(Map.of(
                "edgepass.canary.object", "canary/ä b.txt",
                "edgepass.canary.edge-url", edgeUrl,
                "edgepass.canary.bound", bound,
                "edgepass.canary.interval", "PT1S",
                "edgepass.canary.shortest-interval", "PT1S"));
    }

    /** The canary's first revocation in this test. */
    private Revoked awaitRevocation() {
        return PATIENTLY.until(this::revocations, found -> !found.isEmpty()).get(0);
    }

    private static String jti(Revoked revoked) {
        return revoked.targets().get(0).id();
    }

    private List<Revoked> revocations() {
        return LogReader.since(Topics.CONTROL, partition -> before).stream()
                .map(entry -> entry.event().data())
                .filter(Revoked.class::isInstance)
                .map(Revoked.class::cast)
                .filter(revoked -> revoked.actor().equals("canary"))
                .toList();
    }

    private static double count(TestIssuer issuer, String metric, String statistic) {
        JsonNode answer = issuer.api()
                .send("GET", "/actuator/metrics/edgepass.canary." + metric, ADMIN, null)
                .json();
        for (JsonNode measurement : answer.path("measurements")) {
            if (measurement.path("statistic").stringValue().equals(statistic)) {
                return measurement.path("value").doubleValue();
            }
        }
        return 0;
    }

    private static JsonNode health(TestIssuer issuer) {
        return issuer.api().send("GET", "/actuator/health", ADMIN, null).json().at("/components/canary");
    }
}
