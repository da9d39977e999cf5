package dev.edgepass.edge.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.edge.feed.core.FeedState.Next;
import dev.edgepass.edge.feed.core.HeadRead.NextLoad;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.SegmentRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadReadTest {
    private static final SegmentRef A = Heads.ref("a");
    private static final SegmentRef B = Heads.ref("b");

    private final FeedState state = new FeedState(FeedState.DEFAULT_POLL_INTERVAL);

    @Test
    void a_genuine_head_is_adopted_as_fresh_as_the_issue_of_its_read() {
        HeadRead read = read(10_000);
        assertThat(read.etag()).isNull();
        assertThat(read.received(Heads.compact(Heads.head(1, 1)), "e1")).isNotNull();
        assertThat(read.key()).isEqualTo(Heads.KEY);
        assertThat(read.verified(true)).isEmpty();
        assertThat(state.view()).isNull();
        read.end();

        assertThat(state.view().readAt()).isEqualTo(10_000);
        assertThat(read.refusal()).isNull();
        assertThat(read(11_000).etag()).isEqualTo("e1");
    }

    @Test
    void an_unchanged_head_confirms_the_view() {
        adopt(10_000, Heads.head(1, 1));

        HeadRead read = read(12_000);
        read.unchanged();
        read.end();

        assertThat(state.view().readAt()).isEqualTo(12_000);
    }

    @Test
    void what_is_no_head_leaves_the_view_and_its_age() {
        adopt(10_000, Heads.head(1, 1));

        HeadRead failed = read(11_000);
        failed.failed("R2: slow down");
        HeadRead missing = read(11_001);
        missing.missing();
        HeadRead malformed = read(11_002);
        assertThat(malformed.received("no.head", "e2")).isNull();
        HeadRead unpinned = read(11_003);
        assertThat(unpinned.received(Heads.compact(Heads.head(1, 2), "stranger"), "e2"))
                .isNull();
        HeadRead forged = read(11_004);
        forged.received(Heads.compact(Heads.head(1, 2)), "e2");
        assertThat(forged.verified(false)).isEmpty();

        for (HeadRead read : List.of(failed, missing, malformed, unpinned, forged)) {
            read.end();
        }
        assertThat(List.of(
                        failed.refusal(), missing.refusal(), malformed.refusal(), unpinned.refusal(), forged.refusal()))
                .containsExactly(
                        "the head can't be read: R2: slow down",
                        "there is no head in R2 (expected: the consumer publishes one)",
                        "the head is malformed: JWS: not three parts",
                        "the head's kid is not pinned (expected: one of FEED_KEYS)",
                        "the head's signature is wrong");
        assertThat(state.view().head().sequence()).isEqualTo(1);
        assertThat(state.view().readAt()).isEqualTo(10_000);
    }

    @Test
    void an_older_head_is_refused_and_does_not_confirm_the_view() {
        adopt(10_000, Heads.head(2, 7));

        HeadRead bySequence = received(11_000, Heads.head(2, 6));
        HeadRead byTerm = received(11_001, Heads.head(1, 8));
        bySequence.end();
        byTerm.end();

        assertThat(bySequence.refusal())
                .isEqualTo("the head is older than the last one: term 2, sequence 6 (expected: >= term 2, sequence 7)");
        assertThat(byTerm.refusal()).contains("term 1, sequence 8 (expected: >= term 2, sequence 7)");
        assertThat(state.view().readAt()).isEqualTo(10_000);
    }

    @Test
    void a_head_of_a_later_term_is_newer_whatever_its_sequence_and_position() {
        adopt(10_000, Heads.head(2, 7));

        adopt(11_000, Heads.head(3, 1));

        assertThat(state.view().head().term()).isEqualTo(3);
    }

    @Test
    void an_older_head_that_a_read_beside_brings_in_late_still_confirms_the_newer_view() {
        HeadRead first = read(10_000);
        first.received(Heads.compact(Heads.head(1, 1, A)), "e1");
        assertThat(first.verified(true)).containsExactly(A);
        HeadRead late = read(10_600);
        adopt(10_500, Heads.head(1, 2));
        late.received(Heads.compact(Heads.head(1, 1, A)), "e1");

        assertThat(late.verified(true)).isEmpty();
        assertThat(first.next(A, 10_700)).isEqualTo(NextLoad.DONE);
        late.end();
        first.end();

        assertThat(late.refusal()).isNull();
        assertThat(state.view().head().sequence()).isEqualTo(2);
        assertThat(state.view().readAt()).isEqualTo(10_600);
    }

    @Test
    void segments_are_loaded_and_a_wrong_one_is_asked_for_elsewhere() {
        HeadRead read = received(10_000, Heads.head(1, 1, A));

        assertThat(read.next(A, 10_010)).isEqualTo(NextLoad.LOAD);
        assertThat(read.take(A, Heads.words("a"), "b")).isFalse();
        assertThat(read.take(A, new int[] {1, 2}, "a")).isFalse();
        assertThat(read.take(A, new int[Heads.words("a").length], "a")).isFalse();
        assertThat(read.take(A, Heads.words("a"), "a")).isTrue();
        assertThat(read.next(A, 10_020)).isEqualTo(NextLoad.DONE);
        read.end();

        assertThat(state.view().entries()).isEqualTo(1);
    }

    @Test
    void a_head_without_all_its_segments_does_not_count() {
        adopt(10_000, Heads.head(1, 1));
        HeadRead read = received(11_000, Heads.head(1, 2, A, B));
        load(read, A, "a", 11_010);
        read.next(B, 11_010);
        read.notLoaded(B);
        read.end();

        assertThat(read.refusal()).isEqualTo("the segment b can't be loaded, from KV or from R2");
        assertThat(state.view().head().sequence()).isEqualTo(1);
        assertThat(state.view().readAt()).isEqualTo(10_000);
    }

    @Test
    void a_segment_is_loaded_once_by_reads_beside_each_other() {
        HeadRead one = received(10_000, Heads.head(1, 1, A));
        HeadRead other = received(10_100, Heads.head(1, 1, A));
        assertThat(one.next(A, 10_110)).isEqualTo(NextLoad.LOAD);
        assertThat(other.next(A, 10_120)).isEqualTo(NextLoad.WAIT);

        one.take(A, Heads.words("a"), "a");

        assertThat(other.next(A, 10_170)).isEqualTo(NextLoad.DONE);
        other.end();
        one.end();
        assertThat(state.view().readAt()).isEqualTo(10_100);
    }

    @Test
    void a_failed_load_is_taken_up_by_a_read_that_waits() {
        HeadRead one = received(10_000, Heads.head(1, 1, A));
        HeadRead other = received(10_100, Heads.head(1, 1, A));
        one.next(A, 10_110);
        other.next(A, 10_120);

        one.notLoaded(A);

        assertThat(other.next(A, 10_170)).isEqualTo(NextLoad.LOAD);
    }

    @Test
    void a_load_that_never_settles_is_not_waited_for_longer_than_its_size_takes() {
        SegmentRef large = new SegmentRef("large", 16_000_008, 1_000_000);
        received(10_000, Heads.head(1, 1, large)).next(large, 10_010);
        HeadRead other = received(10_100, Heads.head(1, 1, large));

        assertThat(other.next(large, 15_509)).isEqualTo(NextLoad.WAIT);
        assertThat(other.next(large, 15_510)).isEqualTo(NextLoad.LOAD);
    }

    @Test
    void the_end_of_a_lost_load_does_not_hide_the_one_that_replaced_it() {
        HeadRead lost = received(10_000, Heads.head(1, 1, A));
        HeadRead owner = received(10_100, Heads.head(1, 1, A));
        HeadRead third = received(10_200, Heads.head(1, 1, A));
        lost.next(A, 10_010);
        owner.next(A, 11_510);

        lost.notLoaded(A);

        assertThat(third.next(A, 11_520)).isEqualTo(NextLoad.WAIT);
    }

    @Test
    void a_segment_that_came_too_late_for_its_read_serves_the_next_one() {
        HeadRead cancelled = received(10_000, Heads.head(1, 1, A));
        load(cancelled, A, "a", 10_010);

        HeadRead read = read(14_000);
        read.received(Heads.compact(Heads.head(1, 2, A)), "e2");
        assertThat(read.verified(true)).isEmpty();
        read.end();

        assertThat(state.view().head().sequence()).isEqualTo(2);
    }

    @Test
    void replaced_segments_stay_until_the_view_that_replaces_them_is_complete() {
        HeadRead first = received(10_000, Heads.head(1, 1, A));
        load(first, A, "a", 10_010);
        first.end();

        HeadRead merged = received(11_000, Heads.head(1, 2, B));
        assertThat(state.loaded().size()).isEqualTo(1);
        load(merged, B, "b", 11_010);
        assertThat(state.view().head().segments()).containsExactly(A);
        assertThat(state.loaded().size()).isEqualTo(2);
        merged.end();

        assertThat(state.view().head().segments()).containsExactly(B);
        assertThat(state.loaded().size()).isEqualTo(1);
    }

    @Test
    void a_segment_of_a_head_that_was_overtaken_is_kept_for_its_own_read_only() {
        HeadRead overtaken = received(10_000, Heads.head(1, 1, A));
        HeadRead newer = received(10_100, Heads.head(1, 2, B));
        load(overtaken, A, "a", 10_200);
        assertThat(state.loaded().size()).isZero();

        overtaken.end();
        assertThat(state.view().head().sequence()).isEqualTo(1);

        load(newer, B, "b", 10_300);
        newer.end();
        assertThat(state.view().head().sequence()).isEqualTo(2);
        assertThat(state.loaded().size()).isEqualTo(1);
    }

    @Test
    void the_feed_does_not_go_back_behind_a_head_whose_segments_are_still_on_their_way() {
        adopt(10_000, Heads.head(1, 1));
        received(11_000, Heads.head(1, 3, A));

        HeadRead unchanged = read(12_000);
        unchanged.unchanged();
        unchanged.end();
        HeadRead older = received(12_100, Heads.head(1, 2));
        older.end();

        assertThat(unchanged.refusal()).contains("sequence 1 (expected: >= term 1, sequence 3)");
        assertThat(older.refusal()).contains("sequence 2 (expected: >= term 1, sequence 3)");
        assertThat(state.view().readAt()).isEqualTo(10_000);
    }

    @Test
    void reads_end_in_any_order_and_the_newest_head_and_issue_stay() {
        HeadRead first = received(10_000, Heads.head(1, 1, A));
        HeadRead second = received(10_100, Heads.head(1, 2, A));
        HeadRead third = received(10_200, Heads.head(1, 2, A));
        load(second, A, "a", 10_300);
        second.end();
        third.end();
        first.end();

        assertThat(state.view().head().sequence()).isEqualTo(2);
        assertThat(state.view().readAt()).isEqualTo(10_200);
    }

    @Test
    void a_read_that_never_ends_stops_to_be_waited_for() {
        read(10_000);

        assertThat(state.next(10_999, 10_500)).isEqualTo(Next.WAIT);
        assertThat(state.next(11_000, 10_500)).isEqualTo(Next.READ);
    }

    private HeadRead read(long issued) {
        return new HeadRead(Heads.PINNED, state, issued);
    }

    private HeadRead received(long issued, FeedHead head) {
        HeadRead read = read(issued);
        read.received(Heads.compact(head), "e" + head.sequence());
        read.verified(true);
        return read;
    }

    private void adopt(long issued, FeedHead head) {
        received(issued, head).end();
    }

    private static void load(HeadRead read, SegmentRef ref, String name, long now) {
        assertThat(read.next(ref, now)).isEqualTo(NextLoad.LOAD);
        assertThat(read.take(ref, Heads.words(name), name)).isTrue();
    }
}
