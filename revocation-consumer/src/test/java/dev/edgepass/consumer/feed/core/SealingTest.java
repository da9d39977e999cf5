package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.Handle;
import org.junit.jupiter.api.Test;

class SealingTest {
    private final World world = new World();
    private final Publisher publisher =
            new Publisher(world, new FeedTerms("p1", 1_200, 5_000, 10, 120_000, World.PRUNE_AGE));

    private void revoke(int from, int to) {
        for (int i = from; i < to; i++) {
            world.append(revoked("R" + i, Effect.CUTOFF, link("L" + i)));
        }
    }

    private long cutoff(int link) {
        return world.view().stateOf(new Handle(Handle.Kind.LINK, "L" + link)).cutoff();
    }

    @Test
    void a_tail_at_the_threshold_becomes_one_segment_in_r2_and_kv() {
        publisher.run(100);
        revoke(0, 10);
        publisher.run(5_000);

        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.lastHead().tail().size()).isZero();
        String hash = world.lastHead().segments().get(0).hash();
        assertThat(world.segmentsInR2).containsKey(hash);
        assertThat(world.segmentsInKv).containsKey(hash);
        assertThat(cutoff(0)).isEqualTo(1);
        assertThat(cutoff(9)).isEqualTo(10);
    }

    @Test
    void a_smaller_tail_is_sealed_after_the_interval_and_an_empty_one_never() {
        publisher.run(100);
        revoke(0, 3);
        publisher.run(119_000);
        assertThat(world.lastHead().segments()).isEmpty();
        publisher.run(7_000);
        assertThat(world.lastHead().segments()).hasSize(1);

        publisher.run(500_000);
        assertThat(world.segmentsInR2).hasSize(1);
    }

    @Test
    void a_snapshot_replaces_the_one_before_and_leaves_lifted_entries_out() {
        publisher.run(100);
        ControlEvent.Revoked block = revoked("B", Effect.BLOCK, link("blocked"));
        world.append(block);
        revoke(0, 9);
        publisher.run(5_000);
        assertThat(world.lastHead().segments().get(0).count()).isEqualTo(10);

        world.append(lifted(block, world.log.size()));
        revoke(9, 18);
        publisher.run(5_000);
        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.lastHead().segments().get(0).count()).isEqualTo(18);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "blocked")).blocked())
                .isFalse();
    }

    @Test
    void a_segment_that_is_slow_to_store_holds_up_no_head_and_loses_no_entry() {
        publisher.segmentsAnswer = false;
        publisher.run(100);
        revoke(0, 10);
        publisher.run(3_000);
        revoke(10, 12);
        publisher.run(3_000);
        assertThat(world.lastHead().position()).isEqualTo(12);
        assertThat(world.lastHead().segments()).isEmpty();
        assertThat(cutoff(0)).isEqualTo(1);

        publisher.storeSegments();
        publisher.run(3_000);
        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.lastHead().tail().size()).isEqualTo(2);
        assertThat(cutoff(0)).isEqualTo(1);
        assertThat(cutoff(11)).isEqualTo(12);
    }

    @Test
    void with_kv_away_the_head_names_a_segment_that_only_r2_has_and_kv_gets_it_later() {
        world.kvUp = false;
        publisher.run(100);
        revoke(0, 10);
        publisher.run(5_000);
        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.segmentsInKv).isEmpty();

        world.kvUp = true;
        publisher.run(40_000);
        assertThat(world.segmentsInKv)
                .containsKey(world.lastHead().segments().get(0).hash());
    }

    @Test
    void a_restart_takes_the_segments_and_goes_on() {
        publisher.run(100);
        revoke(0, 12);
        publisher.run(5_000);
        revoke(12, 14);
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.run(200);

        for (int i = 0; i < 14; i++) {
            assertThat(cutoff(i)).isEqualTo(i + 1);
        }
        assertThat(restarted.steps).anyMatch(Step.LoadSegments.class::isInstance);
    }

    @Test
    void a_segment_that_is_gone_is_made_anew_from_the_log() {
        publisher.run(100);
        revoke(0, 12);
        publisher.run(5_000);
        world.segmentsInR2.clear();
        Publisher restarted = new Publisher(world, new FeedTerms("p1", 1_200, 5_000, 10, 120_000, World.PRUNE_AGE));
        restarted.run(5_000);

        for (int i = 0; i < 12; i++) {
            assertThat(cutoff(i)).isEqualTo(i + 1);
        }
        assertThat(restarted.lags).isEmpty();
    }
}
