package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.edge.UsageSink.Received;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The built Worker on workerd: what it reports of views. */
class UsageIT {
    @RegisterExtension
    static final ReportingEdge EDGE = new ReportingEdge();

    private static final UsageSink SINK = EDGE.sink;
    private static int tokens;

    private final String jti = "token-" + ++tokens;

    private static final String ADDRESS = "203.0.113.77";

    @Test
    void a_tokens_first_view_is_reported_signed_and_in_the_schemas_form() throws GeneralSecurityException {
        knowsTheFeed();
        long before = System.currentTimeMillis();

        EDGE.view(EDGE.token(jti));

        Received report = EDGE.first(jti);
        assertThat(report.path()).isEqualTo("/api/v1/media/usage");
        assertThat(report.violations()).isEmpty();
        JsonNode json = report.json();
        assertThat(json.get("location").asString()).isEqualTo("TST");
        assertThat(json.get("number").asLong()).isEqualTo(1);
        assertThat(report.header("webhook-id")).isEqualTo(json.get("isolate").asString() + ".1");
        assertThat(Base64.getUrlDecoder().decode(json.get("isolate").asString()))
                .hasSize(16);
        assertThat(report.header("content-type")).isEqualTo("application/json");
        assertThat(Long.parseLong(report.header("webhook-timestamp")))
                .isBetween(before / 1_000, System.currentTimeMillis() / 1_000);
        assertThat(report.header("webhook-signature")).isEqualTo("v1," + hmac(report));
        JsonNode token = report.token(jti).orElseThrow();
        assertThat(token.get("opens")).hasSize(1);
        assertThat(token.get("requests").asLong()).isEqualTo(1);
        assertThat(token.get("bytes").asLong()).isEqualTo(1_000);
        assertThat(token.get("countries").get("DE").asLong()).isEqualTo(1);
        assertThat(token.get("granted").get("position").asLong())
                .isEqualTo(EDGE.edge.status().requireInteger("position"));
    }

    @Test
    void the_rest_follows_by_a_timer_with_bytes_as_they_were_offered() {
        String token = EDGE.token(jti);
        EDGE.view(token);
        EDGE.first(jti);
        EDGE.view(token);
        assertThat(EDGE.host()
                        .get(ReportingEdge.path(token), "range", "bytes=0-9")
                        .statusCode())
                .isEqualTo(206);
        assertThat(EDGE.host().request("HEAD", ReportingEdge.path(token)).statusCode())
                .isEqualTo(200);
        String etag = TestEdge.header(EDGE.host().get(ReportingEdge.path(token)), "etag");
        assertThat(EDGE.host()
                        .get(ReportingEdge.path(token), "if-none-match", etag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(EDGE.host()
                        .get(ReportingEdge.path(token), "range", "bytes=5000-")
                        .statusCode())
                .isEqualTo(416);
        assertThat(EDGE.host().get("/view/" + token + "/gallery/none.jpg").statusCode())
                .isEqualTo(404);

        await().atMost(ReportingEdge.LATE).until(() -> sum("requests") >= 6);
        assertThat(sum("requests")).isEqualTo(6);
        assertThat(sum("bytes")).isEqualTo(3_010);
        assertThat(all("opens")).hasSize(1);
        assertThat(all("networks"))
                .as("the week's key is there by now")
                .isNotEmpty()
                .containsOnly(all("networks").get(0));
        List<Received> reports = SINK.of(jti);
        for (int i = 0; i < reports.size(); i++) {
            assertThat(reports.get(i).json().get("number").asLong()).isEqualTo(i + 1);
            assertThat(reports.get(i).token(jti).orElseThrow().get("objects").asLong())
                    .isEqualTo(1);
            assertThat(reports.get(i).violations()).isEmpty();
        }
    }

    @Test
    void a_refusal_by_revocation_is_reported_with_its_handle() {
        EDGE.edge.publish(EDGE.feed.head(TestFeed.segment(Map.of(
                new Handle(Handle.Kind.LINK, "closed"), new HandleState(600, 0),
                new Handle(Handle.Kind.FILE, ReportingEdge.KEY), new HandleState(0, 1)))));

        assertThat(EDGE.edge.code(EDGE.feed.token().id(jti).link("closed").view(ReportingEdge.KEY)))
                .isEqualTo("revoked");
        assertThat(EDGE.edge.code(EDGE.feed.token().id(jti + "-b").view(ReportingEdge.KEY)))
                .isEqualTo("blocked");

        Received report = EDGE.first(jti);
        assertThat(report.violations()).isEmpty();
        JsonNode revoked = report.token(jti).orElseThrow().get("refused").get(0);
        assertThat(revoked.get("reason").asString()).isEqualTo("revoked");
        assertThat(revoked.get("handle").asString()).isEqualTo("lnk:closed");
        assertThat(revoked.get("firstPosition").asLong())
                .isEqualTo(EDGE.edge.status().requireInteger("position"));
        JsonNode blocked = EDGE.first(jti + "-b")
                .token(jti + "-b")
                .orElseThrow()
                .get("refused")
                .get(0);
        assertThat(blocked.get("handle").asString()).isEqualTo("file:" + ReportingEdge.KEY);
    }

    @Test
    void refusals_without_a_good_signature_come_by_reason_with_the_next_report() {
        knowsTheFeed();
        assertThat(EDGE.edge.code("/view/nonsense/" + ReportingEdge.KEY)).isEqualTo("malformed-token");
        assertThat(EDGE.edge.code(EDGE.feed.token().id(jti).view("gallery/a%00b")))
                .isEqualTo("malformed-key");
        assertThat(EDGE.edge.code(EDGE.feed
                        .token()
                        .id(jti + "-x")
                        .signedBy(TestFeed.key("token"))
                        .view(ReportingEdge.KEY)))
                .isEqualTo("bad-signature");
        assertThat(EDGE.edge.code(EDGE.feed
                        .token()
                        .id(jti + "-x")
                        .signedBy(TestFeed.key("nobody"))
                        .view(ReportingEdge.KEY)))
                .isEqualTo("unknown-key");
        assertThat(EDGE.edge.code(EDGE.feed.token().id(jti).expiresIn(-1).view(ReportingEdge.KEY)))
                .isEqualTo("expired");
        EDGE.view(EDGE.token(jti));

        await().atMost(ReportingEdge.LATE).until(() -> sum("requests") >= 1);
        Map<String, Long> refusals = new HashMap<>();
        for (Received report : ofItsIsolate(EDGE.first(jti))) {
            assertThat(report.violations()).isEmpty();
            report.json()
                    .path("refusals")
                    .properties()
                    .forEach(each ->
                            refusals.merge(each.getKey(), each.getValue().asLong(), Long::sum));
        }
        assertThat(refusals)
                .containsOnly(
                        Map.entry("malformed-token", 1L),
                        Map.entry("malformed-key", 1L),
                        Map.entry("bad-signature", 1L),
                        Map.entry("unknown-key", 1L));
        assertThat(all("refused"))
                .singleElement()
                .satisfies(
                        refused -> assertThat(refused.get("reason").asString()).isEqualTo("expired"));
        assertThat(SINK.of(jti + "-x")).isEmpty();
    }

    @Test
    void a_token_that_is_not_to_be_counted_is_in_no_report() {
        EDGE.edge.publish(EDGE.feed.head(
                TestFeed.segment(Map.of(new Handle(Handle.Kind.LINK, "closed"), new HandleState(600, 0)))));
        EDGE.view(EDGE.feed.token().id(jti + "-u").uncounted().sign());
        assertThat(EDGE.edge.code(EDGE.feed
                        .token()
                        .id(jti + "-u")
                        .link("closed")
                        .uncounted()
                        .view(ReportingEdge.KEY)))
                .isEqualTo("revoked");
        EDGE.view(EDGE.token(jti));

        EDGE.first(jti);
        assertThat(SINK.received()).noneMatch(report -> report.body().contains(jti + "-u"));
    }

    @Test
    void a_viewers_address_is_in_no_report_and_in_no_line_of_the_log() {
        String token = EDGE.token(jti);
        EDGE.host()
                .get(
                        ReportingEdge.path(token),
                        "cf-connecting-ip",
                        ADDRESS,
                        "x-forwarded-for",
                        ADDRESS,
                        "x-real-ip",
                        ADDRESS);
        EDGE.first(jti);
        for (int i = 0; i < 3; i++) {
            EDGE.host()
                    .get(
                            ReportingEdge.path(token),
                            "cf-connecting-ip",
                            ADDRESS,
                            "x-forwarded-for",
                            ADDRESS,
                            "x-real-ip",
                            ADDRESS);
        }
        await().atMost(ReportingEdge.LATE).until(() -> sum("requests") >= 4);

        assertThat(all("networks")).isNotEmpty().containsOnly(all("networks").get(0));
        assertThat(SINK.received())
                .allSatisfy(
                        report -> assertThat(report.headers() + report.body()).doesNotContain("203.0.113"));
        assertThat(EDGE.host().log()).doesNotContain("203.0.113");
    }

    @Test
    void the_status_says_that_views_are_reported() {
        assertThat(EDGE.edge.status().requireString("views")).isEqualTo("reported");
    }

    @Test
    void without_a_url_nothing_is_reported_and_with_a_bad_secret_nothing_is_answered() {
        int before = SINK.received().size();
        try (WorkerHost off = WorkerHost.start(EDGE.feed.pinned(), Map.of("USAGE_SECRET", ReportingEdge.SECRET))) {
            off.put("FEED", "head", EDGE.feed.signed(EDGE.feed.head(Segment.EMPTY)));
            off.put("MEDIA", ReportingEdge.KEY, new byte[10]);
            assertThat(code(off.get(ReportingEdge.path(EDGE.token(jti))))).isEqualTo("granted");
            assertThat(new String(off.get("/.well-known/edgepass").body(), StandardCharsets.UTF_8))
                    .contains("\"views\":\"off\"");
        }
        try (WorkerHost bad =
                WorkerHost.start(EDGE.feed.pinned(), Map.of("USAGE_URL", SINK.url(), "USAGE_SECRET", "short"))) {
            assertThat(bad.get(ReportingEdge.path(EDGE.token(jti))).statusCode())
                    .isEqualTo(500);
            assertThat(bad.logWith("USAGE_SECRET: absent or malformed")).doesNotContain("short");
        }
        assertThat(SINK.received()).hasSize(before);
    }

    /** The isolate has read a head, so that a test's first view doesn't. */
    private static void knowsTheFeed() {
        await().atMost(ReportingEdge.LATE)
                .until(() -> EDGE.host().get("/healthz").statusCode() == 200);
    }

    /** Of the reports of the test's token so far. */
    private long sum(String member) {
        long sum = 0;
        for (Received report : SINK.of(jti)) {
            sum += report.token(jti).orElseThrow().path(member).asLong();
        }
        return sum;
    }

    /** The values of an array in the reports of the test's token so far, one after the other. */
    private List<JsonNode> all(String member) {
        List<JsonNode> all = new ArrayList<>();
        for (Received report : SINK.of(jti)) {
            report.token(jti).orElseThrow().path(member).forEach(all::add);
        }
        return all;
    }

    private static List<Received> ofItsIsolate(Received report) {
        JsonNode isolate = report.json().get("isolate");
        return SINK.received().stream()
                .filter(each -> each.json().get("isolate").equals(isolate))
                .toList();
    }

    private static String hmac(Received report) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(ReportingEdge.SECRET), "HmacSHA256"));
        String signed = String.join(
                ".", List.of(report.header("webhook-id"), report.header("webhook-timestamp"), report.body()));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
