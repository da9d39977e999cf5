package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.UnnamedSegments;
import dev.edgepass.consumer.feed.kv.KvUnavailable;
import dev.edgepass.consumer.feed.kv.SegmentMirror;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.local.testing.RealBackends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sweeps of the real R2 and KV, at times that the test chooses: all of them at least an hour after what is written really. */
class SegmentSweepIT {
    private final FeedBucket bucket = new FeedBucket(TestFeed.r2(), date -> {}, new SimpleMeterRegistry());
    private final SegmentMirror mirror =
            new SegmentMirror(SegmentTransferIT.kv(RealBackends.kv().apiToken()), new SimpleMeterRegistry());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Instant start = Instant.now().plus(Duration.ofHours(2));

    @BeforeEach
    void forget_what_earlier_sweeps_found() {
        bucket.writeUnnamed(UnnamedSegments.NONE);
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void a_segment_that_no_head_names_is_deleted_from_r2_and_kv_a_day_later_and_the_named_one_stays() throws Exception {
        NamedSegment named = stored(101);
        NamedSegment unnamed = stored(102);

        sweep(start, named);
        sweep(start.plus(Duration.ofHours(23)), named);
        assertThat(bucket.readSegment(unnamed.ref())).isPresent();
        assertThat(SegmentTransferIT.statusInKv(unnamed.hash())).isEqualTo(200);

        // By another process: what was found is in R2.
        sweep(start.plus(Duration.ofHours(25)), named);
        assertThat(bucket.readSegment(unnamed.ref())).isEmpty();
        assertThat(SegmentTransferIT.statusInKv(unnamed.hash())).isEqualTo(404);
        assertThat(bucket.readSegment(named.ref())).isPresent();
        assertThat(SegmentTransferIT.statusInKv(named.hash())).isEqualTo(200);
        assertThat(meters.counter("edgepass.feed.segments.deleted").count()).isPositive();
    }

    @Test
    void within_an_hour_of_the_last_sweep_nothing_is_listed() throws Exception {
        NamedSegment unnamed = stored(103);

        sweep(Instant.now().plus(Duration.ofMinutes(30)));
        assertThat(bucket.readUnnamed().segments().since()).isEmpty();

        sweep(start);
        assertThat(bucket.readUnnamed().segments().since()).containsKey(unnamed.hash());
    }

    @Test
    void what_kv_refuses_to_delete_stays_in_r2_where_the_next_sweep_finds_it() throws Exception {
        NamedSegment unnamed = stored(104);
        sweep(start);
        SegmentSweep refused = new SegmentSweep(
                bucket,
                new SegmentMirror(SegmentTransferIT.kv("wrong"), meters),
                new FeedMetrics(meters),
                () -> start.plus(Duration.ofHours(25)));

        assertThatThrownBy(() -> refused.run(List.of(), Set.of())).isInstanceOf(KvUnavailable.class);
        assertThat(bucket.readSegment(unnamed.ref())).isPresent();

        sweep(start.plus(Duration.ofHours(27)));
        assertThat(bucket.readSegment(unnamed.ref())).isEmpty();
    }

    @Test
    void a_segment_of_the_feed_that_r2_lost_is_written_again() throws Exception {
        NamedSegment lost = segment(105);

        sweep(start, lost);

        assertThat(bucket.readSegment(lost.ref())).isPresent();
        assertThat(meters.counter("edgepass.feed.segments.restored").count()).isEqualTo(1);
    }

    private void sweep(Instant now, NamedSegment... held) throws InterruptedException {
        new SegmentSweep(bucket, mirror, new FeedMetrics(meters), () -> now)
                .run(
                        List.of(held),
                        Set.of(List.of(held).stream().map(NamedSegment::hash).toArray(String[]::new)));
    }

    private NamedSegment stored(int seed) throws InterruptedException {
        NamedSegment segment = segment(seed);
        bucket.storeSegment(segment.ref(), segment.segment());
        mirror.store(segment.hash(), segment.segment());
        return segment;
    }

    private static NamedSegment segment(int seed) {
        return NamedSegment.of(
                Segment.of(new TreeMap<>(Map.of(new Fingerprint(seed, seed), new HandleState(seed, 0)))));
    }
}
