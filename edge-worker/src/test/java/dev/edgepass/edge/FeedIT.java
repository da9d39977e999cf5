package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.jdk.Es256;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: how it follows the feed, and what it does when it can't. */
class FeedIT {
    private static final String KEY = "gallery/a.jpg";
    private static final Duration BOUND = Duration.ofSeconds(5);

    @RegisterExtension
    static final TestEdge EDGE = new TestEdge().coldForEachTest();

    private static final TestFeed FEED = EDGE.feed;
    private static WorkerHost host;

    @BeforeAll
    static void start() {
        host = EDGE.host();
        host.put("MEDIA", KEY, new byte[10]);
    }

    @BeforeEach
    void the_empty_feed_is_known() {
        assertThat(EDGE.code(FEED.token().view(KEY))).isEqualTo("granted");
    }

    @Test
    void the_status_page_says_what_is_known() {
        JsonObject status = EDGE.status();

        assertThat(status.strings("keys")).containsExactly("token");
        assertThat(status.requireInteger("entries")).isZero();
        assertThat(status.requireInteger("ageMs")).isBetween(-1000L, 60_000L);
        assertThat(status.requireInteger("readAgeMs")).isBetween(0L, 3_000L);
        assertThat(status.requireInteger("asOf")).isGreaterThan(1_600_000_000_000L);
        assertThat(Utf8.decode(host.get("/healthz").body())).isEqualTo("ok");
    }

    @Test
    void a_revocation_in_the_tail_takes_token_link_or_subject_back_and_nothing_else() {
        String token = FEED.token().id("cut").view(KEY);
        String link = FEED.token().link("closed").view(KEY);
        String subject = FEED.token().subject("gone").view(KEY);
        assertThat(List.of(EDGE.code(token), EDGE.code(link), EDGE.code(subject)))
                .containsOnly("granted");

        EDGE.publish(FEED.head(TestFeed.segment(Map.of(
                new Handle(Handle.Kind.TOKEN, "cut"), new HandleState(600, 0),
                new Handle(Handle.Kind.LINK, "closed"), new HandleState(600, 0),
                new Handle(Handle.Kind.SUBJECT, "gone"), new HandleState(0, 1)))));

        assertThat(EDGE.code(token)).isEqualTo("revoked");
        assertThat(EDGE.code(link)).isEqualTo("revoked");
        assertThat(EDGE.code(subject)).isEqualTo("blocked");
        assertThat(EDGE.code(FEED.token().id("cut").position(600).view(KEY))).isEqualTo("granted");
        assertThat(EDGE.code(FEED.token().id("other").view(KEY))).isEqualTo("granted");
    }

    @Test
    void a_token_from_before_the_pruning_is_revoked() {
        EDGE.publish(
                FEED.head(System.currentTimeMillis(), 501, List.of(Es256.publicKey(FEED.tokenKey)), Segment.EMPTY));

        assertThat(EDGE.code(FEED.token().position(500).view(KEY))).isEqualTo("revoked");
        assertThat(EDGE.code(FEED.token().position(501).view(KEY))).isEqualTo("granted");
    }

    @Test
    void a_silent_publisher_is_a_503_that_says_when_to_try_again() {
        long silent = System.currentTimeMillis() - 601_000;
        EDGE.publish(FEED.head(silent, 0, List.of(Es256.publicKey(FEED.tokenKey)), Segment.EMPTY));

        HttpResponse<byte[]> refused = host.get(FEED.token().view(KEY));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).contains("1");
        assertThat(refused.headers().firstValue("edgepass-as-of")).isPresent();
        assertThat(host.get("/healthz").statusCode()).isEqualTo(503);
        assertThat(host.get("/.well-known/edgepass").statusCode()).isEqualTo(200);
    }

    @Test
    void a_location_that_cannot_read_the_head_refuses_within_three_seconds_and_recovers() {
        assertThat(EDGE.code(FEED.token().view(KEY))).isEqualTo("granted");
        host.faults("{\"feed\":\"down\"}");

        await().atMost(Duration.ofSeconds(4))
                .until(() -> EDGE.code(FEED.token().view(KEY)).equals("stale-feed"));

        host.faults("{\"feed\":\"\"}");
        assertThat(EDGE.code(FEED.token().view(KEY))).isEqualTo("granted");
    }

    @Test
    void a_forged_head_is_not_believed() {
        TestFeed forger = new TestFeed();
        FeedHead forged = FEED.head(0, 0, List.of(Es256.publicKey(forger.tokenKey)), Segment.EMPTY);
        host.put("FEED", "head", forger.signed(forged));

        await().atMost(BOUND).until(() -> EDGE.code(FEED.token().view(KEY)).equals("stale-feed"));
        assertThat(EDGE.status().strings("keys")).containsExactly("token");
        assertThat(EDGE.code(FEED.token().signedBy(forger.tokenKey).view(KEY))).isEqualTo("stale-feed");
        host.logWith("the head's signature is wrong");
    }

    @Test
    void an_older_head_is_not_believed() {
        byte[] old = FEED.signed(FEED.head(Segment.EMPTY));
        EDGE.publish(FEED.head(revoking("after-the-old-head")));
        host.put("FEED", "head", old);

        await().atMost(BOUND).until(() -> EDGE.code(FEED.token().view(KEY)).equals("stale-feed"));
        host.logWith("the head is older than the last one");
    }

    @Test
    void a_head_of_a_later_term_is_believed_though_its_sequence_and_position_are_lower() {
        FeedHead last = FEED.head(Segment.EMPTY);
        EDGE.publish(last);

        FeedHead next = TestFeed.ofNextTerm(last);
        EDGE.publish(next);

        assertThat(EDGE.code(FEED.token().view(KEY))).isEqualTo("granted");
    }

    @Test
    void an_unknown_key_is_looked_for_once_and_then_refused() {
        ECKey next = TestFeed.key("next");
        String early = FEED.token().signedBy(next).view(KEY);
        assertThat(EDGE.code(early)).isEqualTo("unknown-key");
        long asked = host.asked("feed");
        IntStream.range(0, 20).forEach(i -> assertThat(EDGE.code(early)).isEqualTo("unknown-key"));
        assertThat(host.asked("feed") - asked).isLessThanOrEqualTo(2);
        await().atMost(BOUND).until(() -> {
            long before = host.asked("feed");
            EDGE.code(early);
            return host.asked("feed") > before;
        });
    }

    @Test
    void a_key_that_has_just_been_published_is_found_by_the_first_token() {
        ECKey next = TestFeed.key("next");
        FeedHead head = FEED.head(
                System.currentTimeMillis(),
                0,
                List.of(Es256.publicKey(FEED.tokenKey), Es256.publicKey(next)),
                Segment.EMPTY);
        host.put("FEED", "head", FEED.signed(head));

        await().atMost(BOUND)
                .until(() -> EDGE.code(FEED.token().signedBy(next).view(KEY)).equals("granted"));
    }

    @Test
    void a_withdrawn_key_is_unknown_also_to_who_was_remembered_under_it() {
        ECKey next = TestFeed.key("next");
        String remembered = FEED.token().view(KEY);
        assertThat(EDGE.code(remembered)).isEqualTo("granted");

        EDGE.publish(FEED.head(System.currentTimeMillis(), 0, List.of(Es256.publicKey(next)), Segment.EMPTY));

        assertThat(EDGE.code(remembered)).isEqualTo("unknown-key");
    }

    @Test
    void another_key_under_the_same_kid_vouches_for_nothing_that_was_remembered() {
        String remembered = FEED.token().view(KEY);
        assertThat(EDGE.code(remembered)).isEqualTo("granted");

        EDGE.publish(FEED.head(
                System.currentTimeMillis(), 0, List.of(Es256.publicKey(TestFeed.key("token"))), Segment.EMPTY));

        assertThat(EDGE.code(remembered)).isEqualTo("bad-signature");
    }

    @Test
    void a_cold_isolate_serves_a_burst_with_few_reads_of_the_head() {
        host.restart();
        host.faults("{\"feed\":400}");
        String view = FEED.token().view(KEY);

        assertThat(IntStream.range(0, 40)
                        .parallel()
                        .filter(i -> EDGE.code(view).equals("granted"))
                        .count())
                .isEqualTo(40);

        assertThat(host.asked("feed")).isLessThan(8);
        host.faults("{\"feed\":\"\"}");
    }

    @Test
    void a_cold_isolate_without_a_head_refuses() {
        host.restart();
        host.delete("FEED", "head");

        assertThat(EDGE.code(FEED.token().view(KEY))).isEqualTo("stale-feed");
        assertThat(host.get("/.well-known/edgepass").statusCode()).isEqualTo(503);
    }

    private static Segment revoking(String jti) {
        return TestFeed.segment(Map.of(new Handle(Handle.Kind.TOKEN, jti), new HandleState(900, 0)));
    }
}
