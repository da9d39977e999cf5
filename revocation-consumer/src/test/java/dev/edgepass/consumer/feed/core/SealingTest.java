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
    private final Publisher publisher = new Publisher(world, Publisher.SEALING_AT_TEN);

    @Test
    void a_tail_at_the_threshold_becomes_one_segment_in_r2_and_kv() {
        publisher.run(100);
        world.revoke(0, 10);
        publisher.run(5_000);

        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.lastHead().tail().size()).isZero();
        String hash = world.lastHead().segments().get(0).hash();
        assertThat(world.segmentsInR2).containsKey(hash);
        assertThat(world.segmentsInKv).containsKey(hash);
        assertThat(world.cutoff(0)).isEqualTo(1);
        assertThat(world.cutoff(9)).isEqualTo(10);
    }

    @Test
    void a_smaller_tail_is_sealed_after_the_interval_and_an_empty_one_never() {
        publisher.run(100);
        world.revoke(0, 3);
        publisher.run(119_000);
        assertThat(world.lastHead().segments()).isEmpty();
        publisher.run(7_000);
        assertThat(world.lastHead().segments()).hasSize(1);

        publisher.run(500_000);
        assertThat(world.segmentsInR2).hasSize(1);
    }

    @Test
    void of_two_segments_of_a_size_the_merge_leaves_lifted_entries_out() {
        publisher.run(100);
        ControlEvent.Revoked block = revoked("B", Effect.BLOCK, link("blocked"));
        world.append(block);
        world.revoke(0, 9);
        publisher.run(5_000);
        assertThat(world.lastHead().segments().get(0).count()).isEqualTo(10);

        world.append(lifted(block, world.log.size()));
        world.revoke(9, 18);
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
        world.revoke(0, 10);
        publisher.run(3_000);
        world.revoke(10, 12);
        publisher.run(3_000);
        assertThat(world.lastHead().position()).isEqualTo(12);
        assertThat(world.lastHead().segments()).isEmpty();
        assertThat(world.cutoff(0)).isEqualTo(1);

        publisher.storeSegments();
        publisher.run(3_000);
        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.lastHead().tail().size()).isEqualTo(2);
        assertThat(world.cutoff(0)).isEqualTo(1);
        assertThat(world.cutoff(11)).isEqualTo(12);
    }

    @Test
    void a_large_segment_stays_as_it_is_while_small_ones_are_merged_above_it() {
        publisher.run(100);
        world.revoke(0, 100);
        publisher.run(3_000);
        String large = world.lastHead().segments().get(0).hash();
        for (int i = 0; i < 3; i++) {
            world.revoke(100 + i * 10, 110 + i * 10);
            publisher.run(3_000);
        }

        assertThat(world.lastHead().segments()).extracting("count").containsExactly(100, 30);
        assertThat(world.lastHead().segments().get(0).hash()).isEqualTo(large);
        assertThat(world.cutoff(0)).isEqualTo(1);
        assertThat(world.cutoff(129)).isEqualTo(130);
    }

    @Test
    void there_are_never_more_than_eight_segments() {
        FeedFold fold = FeedFold.empty(new byte[16]);
        int[] sizes = {6_000, 2_500, 1_000, 450, 200, 90, 40, 18, 8, 3};
        int position = 0;
        int most = 0;
        for (int size : sizes) {
            for (int i = 0; i < size; i++) {
                position++;
                fold.apply(new Entry(position, 1, revoked("R", Effect.CUTOFF, link("L" + position))));
            }
            fold.sealInMemory(0);
            most = Math.max(most, fold.segments().size());
        }

        assertThat(most).isEqualTo(8);
        assertThat(fold.inForce(0).size()).isEqualTo(position);
    }

    @Test
    void a_lift_stays_as_a_clear_entry_until_what_it_lifts_is_merged() {
        publisher.run(100);
        ControlEvent.Revoked block = revoked("B", Effect.BLOCK, link("blocked"));
        world.append(block);
        world.revoke(0, 99);
        publisher.run(3_000);
        world.append(lifted(block, world.log.size()));
        world.revoke(99, 108);
        publisher.run(3_000);

        assertThat(world.lastHead().segments()).extracting("count").containsExactly(100, 10);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "blocked")).isClear())
                .isTrue();
    }

    @Test
    void ten_thousand_single_revocations_within_a_second_are_in_a_head_within_three() {
        Publisher usual = new Publisher(world, Publisher.TERMS);
        usual.run(2_000);
        for (int second = 0; second < 10; second++) {
            world.revoke(second * 1_000, second * 1_000 + 1_000);
            usual.run(100);
        }
        usual.run(2_000);

        assertThat(world.lastHead().position()).isEqualTo(10_000);
        assertThat(world.heads).allMatch(head -> head.tail().size() <= 4_000);
        assertThat(world.cutoff(9_999)).isEqualTo(10_000);
        assertThat(usual.lags).hasSize(10_000);
    }

    @Test
    void a_head_waits_for_the_segment_under_way_rather_than_carry_an_unbounded_tail() {
        publisher.segmentsAnswer = false;
        publisher.run(100);
        world.revoke(0, 10);
        publisher.run(3_000);
        world.revoke(10, 60);
        publisher.run(20_000);
        assertThat(world.lastHead().position()).isEqualTo(10);

        publisher.segmentsAnswer = true;
        publisher.storeSegments();
        publisher.run(3_000);
        assertThat(world.lastHead().position()).isEqualTo(60);
        assertThat(world.heads).allMatch(head -> head.tail().size() <= 40);
    }

    @Test
    void a_long_log_is_read_anew_in_few_large_segments() {
        world.revoke(0, 5_000);
        publisher.run(5_000);

        assertThat(world.lastHead().position()).isEqualTo(5_000);
        assertThat(world.lastHead().tail().size()).isLessThanOrEqualTo(40);
        assertThat(publisher.steps.stream().filter(Step.StoreSegment.class::isInstance))
                .hasSizeLessThan(10);
        assertThat(publisher.mirrors()).isLessThan(5);
        assertThat(world.cutoff(4_999)).isEqualTo(5_000);
    }

    @Test
    void a_restart_takes_the_segments_and_goes_on() {
        publisher.run(100);
        world.revoke(0, 12);
        publisher.run(5_000);
        world.revoke(12, 14);
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.run(200);

        for (int i = 0; i < 14; i++) {
            assertThat(world.cutoff(i)).isEqualTo(i + 1);
        }
        assertThat(restarted.steps).anyMatch(Step.LoadSegments.class::isInstance);
    }

    @Test
    void a_segment_that_is_gone_is_made_anew_from_the_log() {
        publisher.run(100);
        world.revoke(0, 12);
        publisher.run(5_000);
        world.segmentsInR2.clear();
        Publisher restarted = new Publisher(world, Publisher.SEALING_AT_TEN);
        restarted.run(5_000);

        for (int i = 0; i < 12; i++) {
            assertThat(world.cutoff(i)).isEqualTo(i + 1);
        }
        assertThat(restarted.lags).isEmpty();
    }
}
