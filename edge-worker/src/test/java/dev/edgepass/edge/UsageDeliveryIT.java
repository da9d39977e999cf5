package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.edge.UsageSink.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: how its reports of views get to the issuer, one after the other. */
class UsageDeliveryIT {
    @RegisterExtension
    static final ReportingEdge EDGE = new ReportingEdge();

    private static final UsageSink SINK = EDGE.sink;
    private static int tokens;

    private final String jti = "sent-" + ++tokens;

    @Test
    void a_report_that_was_not_acknowledged_comes_again_unchanged() {
        SINK.answer(503);
        EDGE.view(EDGE.token(jti));
        Received once = EDGE.first(jti);
        EDGE.view(EDGE.feed.token().id(jti + "-b").sign());
        SINK.answer(UsageSink.ACCEPTED);

        assertThat(EDGE.first(jti + "-b").json().get("number").asLong()).isEqualTo(2);
        assertThat(SINK.of(jti)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(again -> {
            assertThat(again.body()).isEqualTo(once.body());
            assertThat(again.header("webhook-id")).isEqualTo(once.header("webhook-id"));
        });
        assertThat(EDGE.host().logWith("usage: no report gets through: 503"))
                .containsOnlyOnce("usage: no report gets through: 503");
    }

    @Test
    void a_report_without_an_answer_comes_again_and_no_view_waits_for_it() {
        SINK.answer(UsageSink.SILENCE);
        String token = EDGE.token(jti);
        EDGE.view(token);
        Received once = EDGE.first(jti);

        EDGE.view(token);
        EDGE.view(EDGE.feed.token().id(jti + "-b").sign());
        // No report has got an answer so far, and these views have.
        await().atMost(ReportingEdge.LATE).until(() -> SINK.of(jti).size() >= 2);
        assertThat(SINK.of(jti)).extracting(Received::body).containsOnly(once.body());
        assertThat(SINK.of(jti + "-b")).as("one after the other").isEmpty();
        SINK.answer(UsageSink.ACCEPTED);
        EDGE.first(jti + "-b");
    }

    @Test
    void a_report_that_is_refused_for_good_is_dropped() {
        SINK.answer(400);
        EDGE.view(EDGE.token(jti));
        EDGE.first(jti);
        SINK.answer(UsageSink.ACCEPTED);
        EDGE.view(EDGE.feed.token().id(jti + "-b").sign());

        Received next = EDGE.first(jti + "-b");
        assertThat(next.json().get("number").asLong()).isEqualTo(2);
        assertThat(SINK.of(jti)).hasSize(1);
    }

    @Test
    void no_redirect_is_followed() {
        SINK.answer(302);
        EDGE.view(EDGE.token(jti));
        await().atMost(ReportingEdge.LATE).until(() -> SINK.of(jti).size() >= 2);
        SINK.answer(UsageSink.ACCEPTED);
        EDGE.view(EDGE.feed.token().id(jti + "-b").sign());

        EDGE.first(jti + "-b");
        assertThat(SINK.received()).noneMatch(report -> report.path().endsWith("/elsewhere"));
    }
}
