package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.RawHttp;
import dev.edgepass.issuer.testing.TestIssuer;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A problem is counted once by its reason, in whichever layer it arises. */
class RefusalsIT {
    private final TestIssuer issuer = TestIssuer.shared();
    private final Api api = issuer.api();

    @BeforeAll
    static void ready() {
        TestIssuer.awaitReady();
    }

    private double counted(ProblemType reason) {
        return issuer.bean(MeterRegistry.class)
                .get("edgepass.refusals")
                .tag("reason", reason.code())
                .counter()
                .count();
    }

    private void assertCountedOnce(ProblemType reason, Runnable call) {
        double before = counted(reason);
        call.run();
        assertThat(counted(reason)).isEqualTo(before + 1);
    }

    @Test
    void what_a_controller_throws() {
        assertCountedOnce(
                ProblemType.INVALID_REQUEST,
                () -> api.post("/revocations", TestIssuer.admin(), "{\"target\":{\"kind\":\"no-kind\",\"id\":\"x\"}}"));
    }

    @Test
    void what_spring_refuses() {
        assertCountedOnce(
                ProblemType.INVALID_REQUEST, () -> api.post("/access-token", TestIssuer.user("refused"), "{"));
    }

    @Test
    void what_a_filter_refuses() {
        assertCountedOnce(ProblemType.UNAUTHENTICATED, () -> api.get("/objects", null));
    }

    @Test
    void what_an_oauth_endpoint_refuses() {
        assertCountedOnce(
                ProblemType.INVALID_REQUEST,
                () -> api.send(
                        "POST",
                        "/oauth2/revoke",
                        TestIssuer.user("refused"),
                        "",
                        "Content-Type",
                        "application/x-www-form-urlencoded"));
    }

    @Test
    void what_the_firewall_refuses() {
        assertCountedOnce(
                ProblemType.INVALID_REQUEST,
                () -> RawHttp.send(issuer.uri(), "GET /s/a;b=c HTTP/1.1", "Host: issuer.example"));
    }

    @Test
    void what_tomcat_refuses() {
        assertCountedOnce(
                ProblemType.INVALID_REQUEST,
                () -> RawHttp.send(issuer.uri(), "G{T / HTTP/1.1", "Host: issuer.example"));
    }

    @Test
    void an_answer_that_is_no_problem_is_not_counted() {
        MeterRegistry meters = issuer.bean(MeterRegistry.class);
        double before = meters.get("edgepass.refusals").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();

        assertThat(api.page("/.well-known/jwks.json").status()).isEqualTo(200);

        assertThat(meters.get("edgepass.refusals").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isEqualTo(before);
    }
}
