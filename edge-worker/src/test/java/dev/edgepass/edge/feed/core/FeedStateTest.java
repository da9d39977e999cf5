package dev.edgepass.edge.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.edge.feed.core.FeedState.Next;
import dev.edgepass.feed.FeedView;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedStateTest {
    private final FeedState state = new FeedState(FeedState.DEFAULT_POLL_INTERVAL);

    @Test
    void a_cold_isolate_reads() {
        assertThat(state.next(10_000, 10_000)).isEqualTo(Next.READ);
    }

    @Test
    void a_view_is_decided_on_up_to_three_seconds_from_the_issue_of_its_read() {
        state.readIssued(10_000);
        state.adopt(view(1, 10_000), "e1");
        state.readIssued(12_000);

        assertThat(state.next(13_000, 13_000)).isEqualTo(Next.DECIDE);
        assertThat(state.next(13_001, 13_001)).isEqualTo(Next.READ);
    }

    @Test
    void after_the_clock_went_back_a_read_counts_by_the_new_time() {
        state.readIssued(100_000);
        state.adopt(view(1, 100_000), "e1");
        state.readEnded(100_000);

        assertThat(state.next(98_000, 98_000)).isEqualTo(Next.DECIDE);
        assertThat(state.next(50_000, 50_000)).isEqualTo(Next.READ);
        state.readIssued(50_000);
        state.confirm(50_000);
        state.readEnded(50_000);
        assertThat(state.next(53_000, 53_000)).isEqualTo(Next.POLL_AND_DECIDE);
        assertThat(state.next(53_001, 53_001)).isEqualTo(Next.READ);
        state.adopt(view(2, 60_000), "e2");
        assertThat(state.view().readAt()).isEqualTo(60_000);
    }

    @Test
    void the_background_polls_once_in_an_interval() {
        state.readIssued(10_000);
        state.adopt(view(1, 10_000), "e1");

        assertThat(state.next(11_499, 11_499)).isEqualTo(Next.DECIDE);
        assertThat(state.next(11_500, 11_500)).isEqualTo(Next.POLL_AND_DECIDE);
        state.readIssued(11_500);
        assertThat(state.next(11_501, 11_501)).isEqualTo(Next.DECIDE);
    }

    @Test
    void the_interval_is_a_setting() {
        FeedState often = new FeedState(500);
        often.readIssued(10_000);
        often.adopt(view(1, 10_000), "e1");

        assertThat(often.next(10_499, 10_499)).isEqualTo(Next.DECIDE);
        assertThat(often.next(10_500, 10_500)).isEqualTo(Next.POLL_AND_DECIDE);
    }

    @Test
    void a_read_is_waited_for_while_it_is_young_and_under_way() {
        state.readIssued(10_000);

        assertThat(state.next(10_999, 10_500)).isEqualTo(Next.WAIT);
        assertThat(state.next(11_000, 10_500)).isEqualTo(Next.READ);
    }

    @Test
    void a_request_waits_for_the_reads_of_others_no_longer_than_one_may_take() {
        state.readIssued(10_000);
        state.readEnded(10_000);
        state.readIssued(10_600);

        assertThat(state.next(10_999, 10_000)).isEqualTo(Next.WAIT);
        assertThat(state.next(11_000, 10_000)).isEqualTo(Next.READ);
    }

    @Test
    void the_end_of_one_read_does_not_hide_another() {
        state.readIssued(10_000);
        state.readIssued(11_000);
        state.readEnded(10_000);
        assertThat(state.mayWait(11_001, 11_001)).isTrue();
        state.readEnded(11_000);
        assertThat(state.mayWait(11_002, 11_002)).isFalse();
    }

    @Test
    void unknown_keys_cause_one_read_in_an_interval_and_others_wait_for_it() {
        assertThat(state.nextForKey(10_000)).isEqualTo(Next.READ);
        state.readIssued(10_000);
        assertThat(state.nextForKey(10_001)).isEqualTo(Next.WAIT);
        state.readEnded(10_000);
        assertThat(state.nextForKey(11_499)).isEqualTo(Next.DECIDE);
        assertThat(state.nextForKey(11_500)).isEqualTo(Next.READ);
    }

    @Test
    void a_confirmed_view_is_as_fresh_as_the_newest_read_that_confirmed_it() {
        state.confirm(9_000);
        assertThat(state.view()).isNull();
        state.adopt(view(1, 10_000), "e1");
        state.confirm(12_000);
        state.confirm(11_000);

        assertThat(state.view().readAt()).isEqualTo(12_000);
        assertThat(state.etag()).isEqualTo("e1");
    }

    @Test
    void a_newer_head_stays_when_an_older_read_comes_in_late_and_its_read_still_counts() {
        state.adopt(view(2, 10_000), "e2");
        state.adopt(view(1, 10_100), "e1");

        assertThat(state.view().head().sequence()).isEqualTo(2);
        assertThat(state.view().readAt()).isEqualTo(10_100);
        assertThat(state.etag()).isEqualTo("e2");
    }

    private static FeedView view(long sequence, long readAt) {
        return new FeedView(Heads.head(1, sequence), List.of(), readAt);
    }
}
