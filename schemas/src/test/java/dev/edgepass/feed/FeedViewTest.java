package dev.edgepass.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.JsonReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FeedViewTest {
    private static final byte[] KEY = new byte[16];
    private static final Handle LINK = new Handle(Handle.Kind.LINK, "l1");
    private static final HandleState BLOCKED = new HandleState(0, 1);
    private static final HandleState CUT = new HandleState(9, 0);

    @Test
    void the_tail_overrules_segments_and_a_newer_segment_an_older_one() {
        assertThat(view(segment(LINK, BLOCKED), segment(LINK, CUT), Segment.EMPTY)
                        .stateOf(LINK))
                .isEqualTo(CUT);
        assertThat(view(segment(LINK, CUT), Segment.EMPTY, segment(LINK, BLOCKED))
                        .stateOf(LINK))
                .isEqualTo(BLOCKED);
    }

    @Test
    void a_clear_entry_lifts_what_an_older_segment_says() {
        assertThat(view(segment(LINK, BLOCKED), Segment.EMPTY, segment(LINK, HandleState.CLEAR))
                        .stateOf(LINK)
                        .isClear())
                .isTrue();
    }

    @Test
    void a_confirmation_takes_the_latest_read_and_an_earlier_one_only_where_the_clock_went_back() {
        FeedView view = view(Segment.EMPTY, Segment.EMPTY, Segment.EMPTY).at(10_000);

        assertThat(view.confirmedAt(11_000).readAt()).isEqualTo(11_000);
        assertThat(view.confirmedAt(8_000).readAt()).isEqualTo(10_000);
        assertThat(view.confirmedAt(7_999).readAt()).isEqualTo(7_999);
    }

    @Test
    void a_handle_that_nobody_mentioned_is_clear() {
        assertThat(view(Segment.EMPTY, Segment.EMPTY, Segment.EMPTY).stateOf(LINK))
                .isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_confirmation_never_makes_the_view_older() {
        FeedView view = view(Segment.EMPTY, Segment.EMPTY, Segment.EMPTY);

        assertThat(view.confirmedAt(2_000).readAt()).isEqualTo(2_000);
        assertThat(view.confirmedAt(2_000).confirmedAt(1_000).readAt()).isEqualTo(2_000);
    }

    @Test
    void a_head_survives_its_json() {
        FeedHead head = head(segment(LINK, BLOCKED));

        FeedHead read = FeedHead.of(JsonReader.readObject(head.toJson()));

        assertThat(read).usingRecursiveComparison().isEqualTo(head);
    }

    @Test
    void an_older_term_or_sequence_is_recognised() {
        assertThat(head(1, 5).isOlderThan(head(1, 6))).isTrue();
        assertThat(head(1, 9).isOlderThan(head(2, 6))).isTrue();
        assertThat(head(2, 6).isOlderThan(head(1, 9))).isFalse();
        assertThat(head(1, 6).isOlderThan(head(1, 6))).isFalse();
    }

    private static FeedView view(Segment older, Segment newer, Segment tail) {
        return new FeedView(head(tail), List.of(older, newer), 1);
    }

    private static Segment segment(Handle handle, HandleState state) {
        return Segment.of(new TreeMap<>(Map.of(new Fingerprinter(KEY).of(handle), state)));
    }

    private static FeedHead head(Segment tail) {
        return new FeedHead(
                1,
                2,
                "p",
                3,
                4,
                0,
                "t",
                KEY,
                List.of(new PublicKey("k", "x", "y")),
                List.of(new SegmentRef("00", 8, 0)),
                tail);
    }

    private static FeedHead head(long term, long sequence) {
        return new FeedHead(term, sequence, "p", 3, 4, 0, "t", KEY, List.of(), List.of(), Segment.EMPTY);
    }
}
