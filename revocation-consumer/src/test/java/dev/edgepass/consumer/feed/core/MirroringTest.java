package dev.edgepass.consumer.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which copies are owed to KV, and when heads mark a segment. */
class MirroringTest {
    private final World world = new World();
    private final Publisher publisher = new Publisher(world, Publisher.SEALING_AT_TEN);

    @Test
    void with_kv_away_the_head_names_a_segment_that_only_r2_has_and_kv_gets_it_later() {
        world.kvUp = false;
        publisher.run(100);
        world.revoke(0, 10);
        publisher.run(5_000);
        assertThat(world.lastHead().segments()).hasSize(1);
        assertThat(world.segmentsInKv).isEmpty();

        world.kvUp = true;
        publisher.run(40_000);
        assertThat(world.segmentsInKv)
                .containsKey(world.lastHead().segments().get(0).hash());
    }

    @Test
    void a_kv_api_that_hangs_for_minutes_delays_neither_a_head_nor_the_next_segment() {
        publisher.kvAnswers = false;
        publisher.run(100);
        for (int i = 0; i < 5; i++) {
            world.revoke(i * 10, i * 10 + 10);
            publisher.run(2_500);
            assertThat(world.lastHead().position()).isEqualTo(world.log.size());
            assertThat(world.lastHead().tail().size()).isZero();
        }
        assertThat(publisher.unmirrored).hasSize(1);
        assertThat(world.segmentsInR2).hasSize(5);

        publisher.kvAnswers = true;
        publisher.mirrorSegments();
        publisher.run(3_000);
        assertThat(world.segmentsInKv).containsKeys(world.named());
        // Of those that were merged meanwhile none but the one under way was copied.
        assertThat(world.segmentsInKv.size())
                .isLessThanOrEqualTo(world.lastHead().segments().size() + 1);
    }

    @Test
    void a_kv_that_refuses_is_asked_again_ever_more_seldom() {
        world.kvUp = false;
        publisher.run(100);
        world.revoke(0, 10);
        publisher.run(600_000);

        assertThat(publisher.mirrors()).isBetween(10L, 20L);
    }

    @Test
    void a_restart_copies_the_segments_of_the_head_once_more() {
        publisher.run(100);
        world.revoke(0, 100);
        publisher.run(3_000);
        world.revoke(100, 110);
        publisher.run(3_000);
        world.segmentsInKv.clear();
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.run(60_000);

        assertThat(world.segmentsInKv).containsOnlyKeys(world.named());
        assertThat(restarted.mirrors()).isEqualTo(2);
    }

    @Test
    void a_head_marks_a_segment_with_the_next_heartbeat_after_kv_has_acknowledged_its_copy() {
        publisher.kvAnswers = false;
        publisher.run(100);
        world.revoke(0, 10);
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
        world.revoke(0, 10);
        publisher.run(60_000);
        assertThat(marks()).containsExactly(false);

        world.kvUp = true;
        publisher.run(120_000);
        assertThat(marks()).containsExactly(true);
    }

    @Test
    void marks_survive_a_restart_and_what_has_none_is_copied_first() {
        publisher.run(100);
        world.revoke(0, 100);
        publisher.run(10_000);
        world.kvUp = false;
        world.revoke(100, 110);
        publisher.run(10_000);
        assertThat(marks()).containsExactly(true, false);

        world.kvUp = true;
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.kvAnswers = false;
        restarted.run(10_000);
        assertThat(marks()).containsExactly(true, false);
        assertThat(restarted.unmirrored).extracting(NamedSegment::hash).containsExactly(world.named()[1]);

        restarted.kvAnswers = true;
        restarted.mirrorSegments();
        restarted.run(10_000);
        assertThat(marks()).containsExactly(true, true);
    }

    @Test
    void one_seal_is_one_copy_in_kv() {
        publisher.run(100);
        for (int i = 0; i < 30; i++) {
            world.revoke(i * 10, i * 10 + 10);
            publisher.run(3_000);
        }
        long seals = publisher.steps.stream()
                .filter(Step.StoreSegment.class::isInstance)
                .count();

        assertThat(seals).isEqualTo(30);
        assertThat(publisher.mirrors()).isEqualTo(30);
    }

    @Test
    void what_no_head_marks_is_owed_before_the_copies_that_a_restart_makes_again_and_each_is_owed_once() {
        Mirroring mirroring = new Mirroring();
        FeedFold fold = fold(
                segment("a", 100).asMirrored(),
                segment("b", 100),
                segment("c", 100).asMirrored());
        List<String> copied = new ArrayList<>();
        for (Step.MirrorSegment next = mirroring.next(fold, 0); next != null; next = mirroring.next(fold, 0)) {
            copied.add(next.segment().hash());
            assertThat(mirroring.next(fold, 0)).as("while one is under way").isNull();
            mirroring.mirrored(next.segment().hash(), true, fold, 0);
        }

        assertThat(copied).containsExactly("b", "a", "c");
        assertThat(fold.segments()).allMatch(named -> named.ref().mirrored());
    }

    @Test
    void a_segment_that_KV_wouldnt_take_for_its_size_is_never_owed() {
        FeedFold fold = fold(segment("too large", (25 << 20) + 1), segment("fits", 25 << 20));
        Mirroring mirroring = new Mirroring();

        assertThat(hash(mirroring.next(fold, 0))).isEqualTo("fits");
        mirroring.mirrored("fits", true, fold, 0);
        assertThat(mirroring.next(fold, 0)).isNull();
    }

    @Test
    void a_copy_that_failed_is_owed_still_and_one_that_is_named_no_more_isnt() {
        FeedFold fold = fold(segment("a", 100));
        Mirroring mirroring = new Mirroring();
        assertThat(hash(mirroring.next(fold, 0))).isEqualTo("a");
        mirroring.mirrored("a", false, fold, 0);

        assertThat(mirroring.next(fold, 999))
                .as("before the first second is over")
                .isNull();
        assertThat(hash(mirroring.next(fold, 1_000))).isEqualTo("a");
        mirroring.mirrored("a", false, fold, 1_000);
        assertThat(mirroring.next(fold(), 600_000)).isNull();
    }

    @Test
    void an_answer_for_a_copy_that_isnt_under_way_marks_nothing() {
        FeedFold fold = fold(segment("a", 100), segment("b", 100));
        Mirroring mirroring = new Mirroring();
        assertThat(hash(mirroring.next(fold, 0))).isEqualTo("a");

        mirroring.mirrored("b", true, fold, 0);

        assertThat(fold.segments()).noneMatch(named -> named.ref().mirrored());
        assertThat(mirroring.next(fold, 0)).isNull();
    }

    private static SegmentRef segment(String hash, int size) {
        return new SegmentRef(hash, size, 0);
    }

    /** That names those segments; what is in them doesn't matter here. */
    private static FeedFold fold(SegmentRef... refs) {
        FeedHead head = new FeedHead(
                1, 1, "p1", 1, 0, 0, "topic-1", new byte[16], List.of(), List.of(refs), Segment.EMPTY, 0, LogGaps.NONE);
        return FeedFold.of(head, Collections.nCopies(refs.length, Segment.EMPTY));
    }

    private static @Nullable String hash(Step.@Nullable MirrorSegment step) {
        return step == null ? null : step.segment().hash();
    }

    private List<Boolean> marks() {
        return world.lastHead().segments().stream().map(SegmentRef::mirrored).toList();
    }
}
