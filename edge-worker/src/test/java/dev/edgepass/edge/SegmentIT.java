package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: where it has the feed's segments from. */
class SegmentIT {
    private static final String KEY = "gallery/a.jpg";
    private static final Duration BOUND = Duration.ofSeconds(5);

    /** For 16 MB through the test's own stores. */
    private static final Duration LARGE = Duration.ofSeconds(30);

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
    void a_segment_is_read_from_KV_and_kept() {
        Segment segment = revoking("kv");
        SegmentRef reference = TestFeed.mirrored(segment);
        host.put("SEGMENTS", reference.hash(), segment.toBytes());

        EDGE.publish(FEED.head(Segment.EMPTY, reference));
        assertThat(EDGE.code(FEED.token().id("kv").view(KEY))).isEqualTo("revoked");

        host.delete("SEGMENTS", reference.hash());
        long asked = host.asked("segments");
        EDGE.publish(FEED.head(Segment.EMPTY, reference));
        assertThat(EDGE.code(FEED.token().id("kv").view(KEY))).isEqualTo("revoked");
        assertThat(host.asked("segments")).isEqualTo(asked);
    }

    @Test
    void a_segment_that_the_head_does_not_mark_is_read_from_R2_and_KV_is_not_asked() {
        Segment segment = revoking("unmarked");
        host.put("FEED", TestFeed.reference(segment).objectKey(), segment.toBytes());
        long asked = host.asked("segments");

        EDGE.publish(FEED.head(Segment.EMPTY, TestFeed.reference(segment)));

        assertThat(EDGE.code(FEED.token().id("unmarked").view(KEY))).isEqualTo("revoked");
        assertThat(host.asked("segments")).isEqualTo(asked);
    }

    @Test
    void a_marked_segment_that_KV_has_lost_or_has_wrong_is_read_from_R2() {
        Segment missing = revoking("missing-in-kv");
        Segment wrong = revoking("wrong-in-kv");
        host.put("FEED", TestFeed.reference(missing).objectKey(), missing.toBytes());
        host.put("FEED", TestFeed.reference(wrong).objectKey(), wrong.toBytes());
        host.put(
                "SEGMENTS",
                TestFeed.reference(wrong).hash(),
                revoking("somebody-else").toBytes());

        EDGE.publish(FEED.head(Segment.EMPTY, TestFeed.mirrored(missing), TestFeed.mirrored(wrong)));

        assertThat(EDGE.code(FEED.token().id("missing-in-kv").view(KEY))).isEqualTo("revoked");
        assertThat(EDGE.code(FEED.token().id("wrong-in-kv").view(KEY))).isEqualTo("revoked");
        assertThat(EDGE.code(FEED.token().id("somebody-else").view(KEY))).isEqualTo("granted");
    }

    @Test
    void a_segment_is_loaded_once_however_many_requests_wait_for_it() {
        Segment segment = revoking("waited-for");
        host.put("FEED", TestFeed.reference(segment).objectKey(), segment.toBytes());
        host.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY, TestFeed.mirrored(segment))));
        host.restart();
        host.faults("{\"segments\":\"stuck\",\"feed\":700}");
        String view = FEED.token().id("waited-for").view(KEY);

        assertThat(IntStream.range(0, 20)
                        .parallel()
                        .filter(i -> EDGE.code(view).equals("revoked"))
                        .count())
                .isEqualTo(20);

        assertThat(host.asked("segments")).isEqualTo(1);
        host.faults("{\"segments\":\"\",\"feed\":\"\"}");
    }

    @Test
    void a_million_entries_come_from_KV_or_from_R2_and_are_replaced_by_others() {
        Segment near = million(1);
        host.put("SEGMENTS", TestFeed.reference(near).hash(), near.toBytes());
        host.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY, TestFeed.mirrored(near))));
        await().atMost(LARGE).until(() -> EDGE.status().requireInteger("entries") == 1_000_000);

        Segment far = million(2);
        host.put("FEED", TestFeed.reference(far).objectKey(), far.toBytes());
        FeedHead replaced = FEED.head(revoking("beside-a-million"), TestFeed.reference(far));
        host.put("FEED", "head", FEED.signed(replaced));
        await().atMost(LARGE).until(() -> EDGE.status().requireInteger("position") == replaced.position());

        assertThat(EDGE.status().requireInteger("entries")).isEqualTo(1_000_001);
        assertThat(EDGE.code(FEED.token().id("beside-a-million").view(KEY))).isEqualTo("revoked");
    }

    @Test
    void a_failing_KV_is_no_hindrance() {
        Segment segment = revoking("kv-is-down");
        host.put("FEED", TestFeed.reference(segment).objectKey(), segment.toBytes());
        host.faults("{\"segments\":\"down\"}");

        EDGE.publish(FEED.head(Segment.EMPTY, TestFeed.mirrored(segment)));

        assertThat(EDGE.code(FEED.token().id("kv-is-down").view(KEY))).isEqualTo("revoked");
        host.faults("{\"segments\":\"\"}");
    }

    @Test
    void a_stream_of_KV_that_comes_once_R2_was_asked_instead_is_cancelled() {
        Segment segment = revoking("kv-is-late");
        SegmentRef reference = TestFeed.mirrored(segment);
        host.put("FEED", reference.objectKey(), segment.toBytes());
        host.put("SEGMENTS", reference.hash(), segment.toBytes());
        host.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY, reference)));
        host.restart();
        host.put("MEDIA", "gallery/slow.jpg", new byte[10]);
        // The one request reads the feed itself, and lives until the look-up of its media is through: what belongs to
        // an ended request, the platform frees.
        host.faults("{\"segments\":1000,\"media\":2500}");

        assertThat(EDGE.code(FEED.token().id("kv-is-late").position(900).view("gallery/slow.jpg")))
                .isEqualTo("granted");

        assertThat(host.asked("segments")).isEqualTo(1);
        assertThat(host.asked("segments.cancelled")).isEqualTo(1);
        host.faults("{\"segments\":\"\",\"media\":\"\"}");
    }

    @Test
    void a_head_whose_segment_is_nowhere_does_not_count_and_then_nothing_is_granted() {
        host.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY, TestFeed.reference(revoking("nowhere")))));

        await().atMost(BOUND).until(() -> EDGE.code(FEED.token().view(KEY)).equals("stale-feed"));

        EDGE.publish(FEED.head(Segment.EMPTY));
        assertThat(EDGE.code(FEED.token().view(KEY))).isEqualTo("granted");
    }

    /** A million entries of nobody's. */
    private static Segment million(int cutoff) {
        TreeMap<Fingerprint, HandleState> states = new TreeMap<>();
        HandleState state = new HandleState(cutoff, 0);
        IntStream.range(0, 1_000_000).forEach(i -> states.put(new Fingerprint(i * 4096, i), state));
        return Segment.of(states);
    }

    private static Segment revoking(String jti) {
        return TestFeed.segment(Map.of(new Handle(Handle.Kind.TOKEN, jti), new HandleState(900, 0)));
    }
}
