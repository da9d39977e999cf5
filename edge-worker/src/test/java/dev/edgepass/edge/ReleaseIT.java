package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Workers and feeds of different releases, on workerd (docs/upgrade.md). The fixture is described in the consumer's {@code release-0/README.md}. */
class ReleaseIT {
    private static final Path RELEASE_0 = Path.of("src/test/resources/release-0");
    private static final String KEY = "gallery/a.jpg";
    private static final long ELEVEN_MINUTES = 660_000;

    private final TestFeed feed = new TestFeed();

    @Test
    void this_builds_worker_reads_the_feed_of_release_0() throws IOException {
        try (WorkerHost host = WorkerHost.start(
                Files.readString(RELEASE_0.resolve("feed-public.jwks")),
                Map.of("SILENCE_LIMIT_SECONDS", "1000000000"))) {
            byte[] head = Files.readAllBytes(RELEASE_0.resolve("head"));
            FeedHead expected = UnverifiedHead.parse(Utf8.decode(head)).signatureIsGood();
            for (SegmentRef segment : expected.segments()) {
                host.put("FEED", segment.objectKey(), Files.readAllBytes(RELEASE_0.resolve(segment.objectKey())));
            }
            host.put("FEED", "head", head);
            host.put("MEDIA", "projects/42/a.jpg", new byte[10]);
            String token = Files.readString(RELEASE_0.resolve("token")).strip();

            String verdict = code(host.get("/view/" + token + "/projects/42/a.jpg"));
            JsonObject status = JsonReader.readObject(
                    Utf8.decode(host.get("/.well-known/edgepass").body()));

            // The signature was checked under a key that only the head knows: the token's day is over, unless the
            // fixture is new.
            assertThat(verdict).isIn("expired", "granted");
            assertThat(status.requireInteger("position")).isEqualTo(expected.position());
            assertThat(status.requireInteger("entries"))
                    .isEqualTo(expected.segments().stream()
                                    .mapToLong(SegmentRef::count)
                                    .sum()
                            + expected.tail().size());
        }
    }

    @Test
    void the_worker_of_release_0_reads_a_head_of_this_build_and_refuses_what_it_takes_back() {
        try (WorkerHost host = releaseZero()) {
            Segment sealed = TestFeed.segment(Map.of(new Handle(Handle.Kind.LINK, "closed"), new HandleState(600, 0)));
            SegmentRef reference = TestFeed.reference(sealed);
            host.put("FEED", reference.objectKey(), sealed.toBytes());
            Segment tail = TestFeed.segment(Map.of(new Handle(Handle.Kind.SUBJECT, "gone"), new HandleState(0, 1)));
            LogGaps gaps = LogGaps.NONE.withUnreadable(7).withPassedOver(9);
            publish(host, with(feed.head(tail, reference), System.currentTimeMillis(), gaps));

            assertThat(code(host.get(feed.token().view(KEY)))).isEqualTo("granted");
            assertThat(code(host.get(feed.token().link("closed").view(KEY)))).isEqualTo("revoked");
            assertThat(code(host.get(feed.token().subject("gone").view(KEY)))).isEqualTo("blocked");
        }
    }

    @Test
    void the_worker_of_release_0_goes_dark_where_a_newer_publisher_has_been_held_past_the_silence_limit() {
        try (WorkerHost host = releaseZero()) {
            LogGaps held = LogGaps.NONE.heldAt(1_001);
            publish(host, with(feed.head(Segment.EMPTY), System.currentTimeMillis(), held));
            assertThat(code(host.get(feed.token().view(KEY)))).isEqualTo("granted");

            publish(host, with(feed.head(Segment.EMPTY), System.currentTimeMillis() - ELEVEN_MINUTES, held));
            host.restart();
            assertThat(code(host.get(feed.token().view(KEY)))).isEqualTo("stale-feed");
        }
    }

    private WorkerHost releaseZero() {
        WorkerHost host = WorkerHost.start(RELEASE_0.resolve("worker"), feed.pinned(), Map.of());
        host.put("MEDIA", KEY, new byte[10]);
        return host;
    }

    private void publish(WorkerHost host, FeedHead head) {
        host.put("FEED", "head", feed.signed(head));
    }

    private static FeedHead with(FeedHead head, long asOf, LogGaps gaps) {
        return new FeedHead(
                head.term(),
                head.sequence(),
                head.publisher(),
                asOf,
                head.position(),
                head.prunedTo(),
                head.topicId(),
                head.fingerprintKey(),
                head.keys(),
                head.segments(),
                head.tail(),
                1,
                gaps);
    }
}
