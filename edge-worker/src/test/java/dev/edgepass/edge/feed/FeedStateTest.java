package dev.edgepass.edge.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedStateTest {
    private final FeedState state = new FeedState();

    @Test
    void the_background_polls_once_in_an_interval() {
        assertThat(state.pollIsDue(10_000)).isTrue();
        state.readIssued(10_000);
        assertThat(state.pollIsDue(11_499)).isFalse();
        assertThat(state.pollIsDue(11_500)).isTrue();
    }

    @Test
    void a_read_is_trusted_while_it_is_young_and_under_way() {
        state.readIssued(10_000);
        assertThat(state.readIsUnderWay(10_999)).isTrue();
        assertThat(state.readIsUnderWay(11_000)).isFalse();
        state.readIssued(11_000);
        state.readEnded(10_000);
        assertThat(state.readIsUnderWay(11_001)).isTrue();
        state.readEnded(11_000);
        assertThat(state.readIsUnderWay(11_002)).isFalse();
    }

    @Test
    void unknown_keys_cause_one_read_in_an_interval() {
        assertThat(state.takeKeyRead(10_000)).isTrue();
        assertThat(state.takeKeyRead(11_499)).isFalse();
        assertThat(state.takeKeyRead(11_500)).isTrue();
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
        FeedHead head = new FeedHead(1, sequence, "p", 0, 0, 0, "t", new byte[16], List.of(), List.of(), Segment.EMPTY);
        return new FeedView(head, List.of(), readAt);
    }
}
