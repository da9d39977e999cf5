package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.SegmentRef;
import java.util.List;
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
    void of_two_segments_of_a_size_the_merge_leaves_lifted_entries_out() {
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
    void a_large_segment_stays_as_it_is_while_small_ones_are_merged_above_it() {
        publisher.run(100);
        revoke(0, 100);
        publisher.run(3_000);
        String large = world.lastHead().segments().get(0).hash();
        for (int i = 0; i < 3; i++) {
            revoke(100 + i * 10, 110 + i * 10);
            publisher.run(3_000);
        }

        assertThat(world.lastHead().segments()).extracting("count").containsExactly(100, 30);
        assertThat(world.lastHead().segments().get(0).hash()).isEqualTo(large);
        assertThat(cutoff(0)).isEqualTo(1);
        assertThat(cutoff(129)).isEqualTo(130);
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
            fold.settleAll(0);
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
        revoke(0, 99);
        publisher.run(3_000);
        world.append(lifted(block, world.log.size()));
        revoke(99, 108);
        publisher.run(3_000);

        assertThat(world.lastHead().segments()).extracting("count").containsExactly(100, 10);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "blocked")).isClear())
                .isTrue();
    }

    @Test
    void a_kv_api_that_hangs_for_minutes_delays_neither_a_head_nor_the_next_segment() {
        publisher.kvAnswers = false;
        publisher.run(100);
        for (int i = 0; i < 5; i++) {
            revoke(i * 10, i * 10 + 10);
            publisher.run(2_500);
            assertThat(world.lastHead().position()).isEqualTo(world.log.size());
            assertThat(world.lastHead().tail().size()).isZero();
        }
        assertThat(publisher.unmirrored).hasSize(1);
        assertThat(world.segmentsInR2).hasSize(5);

        publisher.kvAnswers = true;
        publisher.mirrorSegments();
        publisher.run(3_000);
        assertThat(world.segmentsInKv).containsKeys(named());
        // Of those that were merged meanwhile none but the one under way was copied.
        assertThat(world.segmentsInKv.size())
                .isLessThanOrEqualTo(world.lastHead().segments().size() + 1);
    }

    private String[] named() {
        return world.lastHead().segments().stream().map(SegmentRef::hash).toArray(String[]::new);
    }

    @Test
    void a_kv_that_refuses_is_asked_again_ever_more_seldom() {
        world.kvUp = false;
        publisher.run(100);
        revoke(0, 10);
        publisher.run(600_000);

        assertThat(mirrors(publisher)).isBetween(10L, 20L);
    }

    private static long mirrors(Publisher publisher) {
        return publisher.steps.stream()
                .filter(Step.MirrorSegment.class::isInstance)
                .count();
    }

    @Test
    void a_restart_copies_the_segments_of_the_head_once_more() {
        publisher.run(100);
        revoke(0, 100);
        publisher.run(3_000);
        revoke(100, 110);
        publisher.run(3_000);
        world.segmentsInKv.clear();
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.run(60_000);

        assertThat(world.segmentsInKv).containsOnlyKeys(named());
        assertThat(mirrors(restarted)).isEqualTo(2);
    }

    @Test
    void a_head_marks_a_segment_with_the_next_heartbeat_after_kv_has_acknowledged_its_copy() {
        publisher.kvAnswers = false;
        publisher.run(100);
        revoke(0, 10);
        publisher.run(20_000);
        assertThat(marks()).containsExactly(false);

        publisher.kvAnswers = true;
        long heads = world.heads.size();
        publisher.mirrorSegments();
        publisher.run(10_000);
        assertThat(marks()).containsExactly(true);
        assertThat(world.heads.size() - heads).isLessThanOrEqualTo(2);
    }

    @Test
    void a_copy_that_kv_refused_is_marked_by_no_head() {
        world.kvUp = false;
        publisher.run(100);
        revoke(0, 10);
        publisher.run(60_000);
        assertThat(marks()).containsExactly(false);

        world.kvUp = true;
        publisher.run(120_000);
        assertThat(marks()).containsExactly(true);
    }

    @Test
    void marks_survive_a_restart_and_what_has_none_is_copied_first() {
        publisher.run(100);
        revoke(0, 100);
        publisher.run(10_000);
        world.kvUp = false;
        revoke(100, 110);
        publisher.run(10_000);
        assertThat(marks()).containsExactly(true, false);

        world.kvUp = true;
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.kvAnswers = false;
        restarted.run(10_000);
        assertThat(marks()).containsExactly(true, false);
        assertThat(restarted.unmirrored).extracting(NamedSegment::hash).containsExactly(named()[1]);

        restarted.kvAnswers = true;
        restarted.mirrorSegments();
        restarted.run(10_000);
        assertThat(marks()).containsExactly(true, true);
    }

    private List<Boolean> marks() {
        return world.lastHead().segments().stream().map(SegmentRef::mirrored).toList();
    }

    @Test
    void the_publisher_with_the_lease_has_unnamed_segments_swept_and_names_all_that_is_in_use() {
        publisher.run(100);
        revoke(0, 100);
        publisher.run(70_000);
        Publisher standby = new Publisher(world, Publisher.named("p2"));
        standby.run(70_000);

        assertThat(sweeps(standby)).isEmpty();
        Step.SweepSegments sweep = sweeps(publisher).get(0);
        assertThat(sweep.named()).containsExactly(named());
        assertThat(sweep.held()).extracting(NamedSegment::hash).containsExactly(named());
    }

    @Test
    void a_sweep_follows_another_five_minutes_after_its_end_and_none_runs_beside_it() {
        publisher.sweepsAnswer = false;
        publisher.run(1_000_000);
        assertThat(sweeps(publisher)).hasSize(1);

        publisher.core.segmentsSwept();
        publisher.sweepsAnswer = true;
        publisher.run(1_000_000);
        assertThat(sweeps(publisher)).hasSize(4);
    }

    @Test
    void nothing_is_swept_while_a_seal_is_under_way_or_no_head_can_be_written() {
        publisher.segmentsAnswer = false;
        publisher.run(100);
        revoke(0, 100);
        publisher.run(200_000);
        assertThat(publisher.unstored).hasSize(1);
        assertThat(sweeps(publisher)).isEmpty();

        publisher.segmentsAnswer = true;
        world.r2Up = false;
        publisher.storeSegments();
        publisher.run(200_000);
        assertThat(sweeps(publisher)).isEmpty();
    }

    private static List<Step.SweepSegments> sweeps(Publisher publisher) {
        return publisher.steps.stream()
                .filter(Step.SweepSegments.class::isInstance)
                .map(Step.SweepSegments.class::cast)
                .toList();
    }

    @Test
    void one_seal_is_one_copy_in_kv() {
        publisher.run(100);
        for (int i = 0; i < 30; i++) {
            revoke(i * 10, i * 10 + 10);
            publisher.run(3_000);
        }
        long seals = publisher.steps.stream()
                .filter(Step.StoreSegment.class::isInstance)
                .count();

        assertThat(seals).isEqualTo(30);
        assertThat(mirrors(publisher)).isEqualTo(30);
    }

    @Test
    void ten_thousand_single_revocations_within_a_second_are_in_a_head_within_three() {
        Publisher usual = new Publisher(world, Publisher.TERMS);
        usual.run(2_000);
        for (int second = 0; second < 10; second++) {
            revoke(second * 1_000, second * 1_000 + 1_000);
            usual.run(100);
        }
        usual.run(2_000);

        assertThat(world.lastHead().position()).isEqualTo(10_000);
        assertThat(world.heads).allMatch(head -> head.tail().size() <= 4_000);
        assertThat(cutoff(9_999)).isEqualTo(10_000);
        assertThat(usual.lags).hasSize(10_000);
    }

    @Test
    void a_head_waits_for_the_segment_under_way_rather_than_carry_an_unbounded_tail() {
        publisher.segmentsAnswer = false;
        publisher.run(100);
        revoke(0, 10);
        publisher.run(3_000);
        revoke(10, 60);
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
        revoke(0, 5_000);
        publisher.run(5_000);

        assertThat(world.lastHead().position()).isEqualTo(5_000);
        assertThat(world.lastHead().tail().size()).isLessThanOrEqualTo(40);
        assertThat(publisher.steps.stream().filter(Step.StoreSegment.class::isInstance))
                .hasSizeLessThan(10);
        assertThat(mirrors(publisher)).isLessThan(5);
        assertThat(cutoff(4_999)).isEqualTo(5_000);
    }

    @Test
    void cutoffs_older_than_a_token_can_be_are_dropped_and_the_head_says_up_to_where() {
        publisher.run(100);
        revoke(0, 100);
        publisher.run(3_000);
        world.pass(World.PRUNE_AGE - 10_000);
        world.append(revoked("B", Effect.BLOCK, link("blocked")));
        revoke(100, 110);
        publisher.run(3_000);
        assertThat(world.lastHead().prunedTo()).isZero();

        publisher.run(700_000);
        assertThat(world.lastHead().prunedTo()).isEqualTo(100);
        assertThat(world.lastHead().segments()).extracting("count").containsExactly(11);
        assertThat(cutoff(0)).isZero();
        assertThat(cutoff(105)).isPositive();
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "blocked")).blocked())
                .isTrue();
    }

    @Test
    void pruned_to_survives_a_restart_and_never_falls() {
        publisher.run(100);
        revoke(0, 10);
        publisher.run(3_000);
        world.pass(World.PRUNE_AGE);
        publisher.run(3_000);
        assertThat(world.lastHead().prunedTo()).isEqualTo(10);
        assertThat(world.lastHead().segments()).isEmpty();

        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        revoke(10, 15);
        restarted.run(3_000);
        assertThat(world.lastHead().prunedTo()).isEqualTo(10);
        assertThat(cutoff(0)).isZero();
        assertThat(cutoff(12)).isEqualTo(13);
    }

    @Test
    void pruned_to_is_never_past_what_is_folded_in() {
        revoke(0, 10);
        world.pass(World.PRUNE_AGE + 1);
        publisher.run(100);

        assertThat(world.heads)
                .isNotEmpty()
                .allMatch(head -> head.prunedTo() <= head.position())
                .last()
                .extracting(FeedHead::prunedTo)
                .isEqualTo(10L);
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
