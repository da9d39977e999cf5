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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** The built Worker on workerd: the reports that it sends of views. */
class UsageIT {
    private static final String SECRET = "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA==";
    private static final String NETWORK_KEY = "bmV0d29yay1uZXR3b3JrLW5ldHdvcmstbmV0d29yay0xMjM=";
    private static final String KEY = "gallery/a.jpg";
    private static final String ADDRESS = "203.0.113.77";

    /** More than the Worker waits for anything, on a machine that is busy. */
    private static final Duration LATE = Duration.ofSeconds(40);

    private static final UsageSink SINK = new UsageSink();

    @RegisterExtension
    static final TestEdge EDGE = new TestEdge(
                    Map.of("USAGE_URL", SINK.url(), "USAGE_SECRET", SECRET, "NETWORK_KEY", NETWORK_KEY))
            .coldForEachTest();

    private static final TestFeed FEED = EDGE.feed;
    private static int tokens;

    private final String jti = "token-" + ++tokens;

    @BeforeAll
    static void media() {
        EDGE.host().put("MEDIA", KEY, new byte[1_000], "content-type", "image/jpeg");
    }

    @BeforeEach
    void accepting() {
        SINK.answer(UsageSink.ACCEPTED);
    }

    @AfterAll
    static void close() {
        SINK.close();
    }

    @Test
    void a_tokens_first_view_is_reported_signed_and_in_the_schemas_form() throws GeneralSecurityException {
        knowsTheFeed();
        long before = System.currentTimeMillis();

        view(token());

        Received report = first(jti);
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
                .isEqualTo(EDGE.status().requireInteger("position"));
    }

    @Test
    void the_rest_follows_by_a_timer_with_bytes_as_they_were_offered() {
        String token = token();
        view(token);
        first(jti);
        view(token);
        assertThat(host().get(path(token), "range", "bytes=0-9").statusCode()).isEqualTo(206);
        assertThat(host().request("HEAD", path(token)).statusCode()).isEqualTo(200);
        String etag = TestEdge.header(host().get(path(token)), "etag");
        assertThat(host().get(path(token), "if-none-match", etag).statusCode()).isEqualTo(304);
        assertThat(host().get(path(token), "range", "bytes=5000-").statusCode()).isEqualTo(416);
        assertThat(host().get("/view/" + token + "/gallery/none.jpg").statusCode())
                .isEqualTo(404);

        await().atMost(LATE).until(() -> sum("requests") >= 6);
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
        EDGE.publish(FEED.head(TestFeed.segment(Map.of(
                new Handle(Handle.Kind.LINK, "closed"), new HandleState(600, 0),
                new Handle(Handle.Kind.FILE, KEY), new HandleState(0, 1)))));

        assertThat(EDGE.code(FEED.token().id(jti).link("closed").view(KEY))).isEqualTo("revoked");
        assertThat(EDGE.code(FEED.token().id(jti + "-b").view(KEY))).isEqualTo("blocked");

        Received report = first(jti);
        assertThat(report.violations()).isEmpty();
        JsonNode revoked = report.token(jti).orElseThrow().get("refused").get(0);
        assertThat(revoked.get("reason").asString()).isEqualTo("revoked");
        assertThat(revoked.get("handle").asString()).isEqualTo("lnk:closed");
        assertThat(revoked.get("firstPosition").asLong())
                .isEqualTo(EDGE.status().requireInteger("position"));
        JsonNode blocked =
                first(jti + "-b").token(jti + "-b").orElseThrow().get("refused").get(0);
        assertThat(blocked.get("handle").asString()).isEqualTo("file:" + KEY);
    }

    @Test
    void refusals_without_a_good_signature_come_by_reason_with_the_next_report() {
        knowsTheFeed();
        assertThat(EDGE.code("/view/nonsense/" + KEY)).isEqualTo("malformed-token");
        assertThat(EDGE.code(FEED.token().id(jti).view("gallery/a%00b"))).isEqualTo("malformed-key");
        assertThat(EDGE.code(FEED.token()
                        .id(jti + "-x")
                        .signedBy(TestFeed.key("token"))
                        .view(KEY)))
                .isEqualTo("bad-signature");
        assertThat(EDGE.code(FEED.token()
                        .id(jti + "-x")
                        .signedBy(TestFeed.key("nobody"))
                        .view(KEY)))
                .isEqualTo("unknown-key");
        assertThat(EDGE.code(FEED.token().id(jti).expiresIn(-1).view(KEY))).isEqualTo("expired");
        view(token());

        await().atMost(LATE).until(() -> sum("requests") >= 1);
        Map<String, Long> refusals = new HashMap<>();
        for (Received report : ofItsIsolate(first(jti))) {
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
        EDGE.publish(
                FEED.head(TestFeed.segment(Map.of(new Handle(Handle.Kind.LINK, "closed"), new HandleState(600, 0)))));
        view(FEED.token().id(jti + "-u").uncounted().sign());
        assertThat(EDGE.code(
                        FEED.token().id(jti + "-u").link("closed").uncounted().view(KEY)))
                .isEqualTo("revoked");
        view(token());

        first(jti);
        assertThat(SINK.received()).noneMatch(report -> report.body().contains(jti + "-u"));
    }

    @Test
    void a_report_that_was_not_acknowledged_comes_again_unchanged() {
        SINK.answer(503);
        view(token());
        Received once = first(jti);
        view(FEED.token().id(jti + "-b").sign());
        SINK.answer(UsageSink.ACCEPTED);

        assertThat(first(jti + "-b").json().get("number").asLong()).isEqualTo(2);
        assertThat(SINK.of(jti)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(again -> {
            assertThat(again.body()).isEqualTo(once.body());
            assertThat(again.header("webhook-id")).isEqualTo(once.header("webhook-id"));
        });
        assertThat(host().log()).containsOnlyOnce("usage: no report gets through: 503");
    }

    @Test
    void a_report_without_an_answer_comes_again_and_no_view_waits_for_it() {
        SINK.answer(UsageSink.SILENCE);
        String token = token();
        view(token);
        Received once = first(jti);

        view(token);
        view(FEED.token().id(jti + "-b").sign());
        // No report has got an answer so far, and these views have.
        await().atMost(LATE).until(() -> SINK.of(jti).size() >= 2);
        assertThat(SINK.of(jti)).extracting(Received::body).containsOnly(once.body());
        assertThat(SINK.of(jti + "-b")).as("one after the other").isEmpty();
        SINK.answer(UsageSink.ACCEPTED);
        first(jti + "-b");
    }

    @Test
    void a_report_that_is_refused_for_good_is_dropped() {
        SINK.answer(400);
        view(token());
        first(jti);
        SINK.answer(UsageSink.ACCEPTED);
        view(FEED.token().id(jti + "-b").sign());

        Received next = first(jti + "-b");
        assertThat(next.json().get("number").asLong()).isEqualTo(2);
        assertThat(SINK.of(jti)).hasSize(1);
    }

    @Test
    void no_redirect_is_followed() {
        SINK.answer(302);
        view(token());
        await().atMost(LATE).until(() -> SINK.of(jti).size() >= 2);
        SINK.answer(UsageSink.ACCEPTED);
        view(FEED.token().id(jti + "-b").sign());

        first(jti + "-b");
        assertThat(SINK.received()).noneMatch(report -> report.path().endsWith("/elsewhere"));
    }

    @Test
    void a_viewers_address_is_in_no_report_and_in_no_line_of_the_log() {
        String token = token();
        host().get(path(token), "cf-connecting-ip", ADDRESS, "x-forwarded-for", ADDRESS, "x-real-ip", ADDRESS);
        first(jti);
        for (int i = 0; i < 3; i++) {
            host().get(path(token), "cf-connecting-ip", ADDRESS, "x-forwarded-for", ADDRESS, "x-real-ip", ADDRESS);
        }
        await().atMost(LATE).until(() -> sum("requests") >= 4);

        assertThat(all("networks")).isNotEmpty().containsOnly(all("networks").get(0));
        assertThat(SINK.received())
                .allSatisfy(
                        report -> assertThat(report.headers() + report.body()).doesNotContain("203.0.113"));
        assertThat(host().log()).doesNotContain("203.0.113");
    }

    @Test
    void the_status_says_that_views_are_reported() {
        assertThat(EDGE.status().requireString("views")).isEqualTo("reported");
    }

    @Test
    void without_a_url_nothing_is_reported_and_with_a_bad_secret_nothing_is_answered() {
        int before = SINK.received().size();
        try (WorkerHost off = WorkerHost.start(FEED.pinned(), Map.of("USAGE_SECRET", SECRET))) {
            off.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY)));
            off.put("MEDIA", KEY, new byte[10]);
            assertThat(code(off.get(path(token())))).isEqualTo("granted");
            assertThat(new String(off.get("/.well-known/edgepass").body(), StandardCharsets.UTF_8))
                    .contains("\"views\":\"off\"");
        }
        try (WorkerHost bad =
                WorkerHost.start(FEED.pinned(), Map.of("USAGE_URL", SINK.url(), "USAGE_SECRET", "short"))) {
            assertThat(bad.get(path(token())).statusCode()).isEqualTo(500);
            assertThat(bad.log()).contains("USAGE_SECRET: absent or malformed").doesNotContain("short");
        }
        assertThat(SINK.received()).hasSize(before);
    }

    /** The isolate has read a head, so that a test's first view doesn't. */
    private static void knowsTheFeed() {
        await().atMost(LATE).until(() -> host().get("/healthz").statusCode() == 200);
    }

    private static WorkerHost host() {
        return EDGE.host();
    }

    private String token() {
        return FEED.token().id(jti).sign();
    }

    private static String path(String token) {
        return "/view/" + token + "/" + KEY;
    }

    private static void view(String token) {
        assertThat(code(host().get(path(token)))).isEqualTo("granted");
    }

    /** The first report that says something of the token. */
    private static Received first(String jti) {
        return await().pollInterval(Duration.ofMillis(10))
                .atMost(LATE)
                .until(() -> SINK.of(jti), found -> !found.isEmpty())
                .get(0);
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
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET), "HmacSHA256"));
        String signed = String.join(
                ".", List.of(report.header("webhook-id"), report.header("webhook-timestamp"), report.body()));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }
}
