package dev.edgepass.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedHeadTest {
    private static final FeedHead HEAD = new FeedHead(
            1,
            2,
            "publisher",
            3,
            4,
            5,
            "topic",
            new byte[16],
            List.of(new PublicKey("kid", "x", "y")),
            List.of(new SegmentRef("hash", 24, 1), new SegmentRef("copied", 24, 1, true)),
            Segment.EMPTY);

    @Test
    void a_head_is_read_as_it_was_written() {
        FeedHead read = FeedHead.of(JsonReader.readObject(HEAD.toJson()));

        assertThat(read.segments()).isEqualTo(HEAD.segments());
        assertThat(read.keys()).isEqualTo(HEAD.keys());
        assertThat(read.toJson()).isEqualTo(HEAD.toJson());
    }

    @Test
    void a_head_without_gaps_says_nothing_of_them() {
        assertThat(HEAD.toJson()).doesNotContain("heldAt", "unreadable", "passedOver");
        assertThat(FeedHead.of(JsonReader.readObject(HEAD.toJson())).gaps()).isEqualTo(LogGaps.NONE);
    }

    @Test
    void a_head_says_where_it_is_held_and_which_records_it_passed_over() {
        LogGaps gaps =
                LogGaps.NONE.heldAt(0).withUnreadable(7).withUnreadable(9).withPassedOver(8);

        FeedHead read = FeedHead.of(JsonReader.readObject(with(gaps).toJson()));

        assertThat(read.gaps()).isEqualTo(gaps);
        assertThat(read.gaps().isHeld()).isTrue();
        assertThat(read.gaps().heldAt()).isZero();
    }

    @Test
    void a_head_remembers_the_latest_hundred_and_may_lack_any_that_is_older() {
        LogGaps gaps = LogGaps.NONE.withPassedOver(1_000);
        for (long offset = 10; offset < 10 + LogGaps.KEPT; offset++) {
            assertThat(gaps.mayLack(5)).isFalse();
            gaps = gaps.withUnreadable(offset);
        }
        LogGaps more = gaps.withUnreadable(500);

        assertThat(gaps.mayLack(10)).isTrue();
        assertThat(gaps.mayLack(110)).isFalse();
        assertThat(gaps.mayLack(1_000)).isTrue();
        assertThat(more.unreadable()).hasSize(LogGaps.KEPT).startsWith(11L).endsWith(500L);
        assertThat(more.mayLack(10)).isTrue();
        assertThat(more.mayLack(5)).isTrue();
    }

    private static FeedHead with(LogGaps gaps) {
        return new FeedHead(
                HEAD.term(),
                HEAD.sequence(),
                HEAD.publisher(),
                HEAD.asOf(),
                HEAD.position(),
                HEAD.prunedTo(),
                HEAD.topicId(),
                HEAD.fingerprintKey(),
                HEAD.keys(),
                HEAD.segments(),
                HEAD.tail(),
                0,
                gaps);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648", "4294967320", "999999999999999"})
    void a_size_or_count_that_is_no_int_is_malformed_and_not_cut(String number) {
        for (String member : List.of("\"size\":24", "\"count\":1")) {
            String name = member.substring(0, member.indexOf(':') + 1);
            String json = HEAD.toJson().replace(member, name + number);

            assertThatThrownBy(() -> FeedHead.of(JsonReader.readObject(json))).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void a_segment_without_a_mark_is_not_in_kv_as_in_heads_of_release_0() {
        String json = HEAD.toJson().replace(",\"mirrored\":true", "");

        assertThat(FeedHead.of(JsonReader.readObject(json)).segments())
                .extracting(SegmentRef::mirrored)
                .containsExactly(false, false);
    }
}
