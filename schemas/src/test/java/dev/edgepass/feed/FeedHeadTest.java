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
            List.of(new SegmentRef("hash", 24, 1)),
            Segment.EMPTY);

    @Test
    void a_head_is_read_as_it_was_written() {
        FeedHead read = FeedHead.of(JsonReader.readObject(HEAD.toJson()));

        assertThat(read.segments()).isEqualTo(HEAD.segments());
        assertThat(read.keys()).isEqualTo(HEAD.keys());
        assertThat(read.toJson()).isEqualTo(HEAD.toJson());
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
}
