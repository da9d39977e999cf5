package dev.edgepass.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.deadletter.DeadLetter.Outcome;
import dev.edgepass.deadletter.DeadLetter.PassedOver;
import dev.edgepass.deadletter.DeadLetter.Settled;
import dev.edgepass.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenDeadLettersTest {
    private static final long AT = 1_000;
    private static final long RECORDED = 500;

    private final OpenDeadLetters letters = new OpenDeadLetters(Topics.CONTROL);

    @Test
    void a_repeated_pointer_counts_once_and_has_the_time_of_the_first() {
        letters.take(AT, passedOver(17, RECORDED));
        letters.take(AT + 1, passedOver(17, RECORDED));
        letters.take(AT + 2, passedOver(18, RECORDED));

        assertThat(letters.open())
                .containsExactly(
                        new OpenDeadLetters.Open(id(17), AT, RECORDED, "garbage"),
                        new OpenDeadLetters.Open(id(18), AT + 2, RECORDED, "garbage"));
        assertThat(letters.isCutShort()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_decision_holds_before_and_after_pointers_that_are_repeated(boolean isFirst) {
        for (Outcome outcome : Outcome.values()) {
            OpenDeadLetters each = new OpenDeadLetters(Topics.CONTROL);
            if (!isFirst) {
                each.take(AT, passedOver(17, RECORDED));
            }
            each.take(AT, new Settled(id(17), RECORDED, outcome, "note").toBytes());
            each.take(AT, passedOver(17, RECORDED));

            assertThat(each.open()).as(outcome.name()).isEmpty();
        }
    }

    @Test
    void a_log_that_was_made_anew_has_another_record_at_an_offset_that_was_settled() {
        letters.take(AT, passedOver(17, RECORDED));
        letters.take(AT, new Settled(id(17), RECORDED, Outcome.DISMISSED, "").toBytes());
        letters.take(AT, passedOver(17, RECORDED + 1));
        letters.take(AT, new Settled(id(17), RECORDED, Outcome.DISMISSED, "").toBytes());

        assertThat(letters.open()).extracting(OpenDeadLetters.Open::recordTime).containsExactly(RECORDED + 1);
    }

    @Test
    void a_pointer_of_before_it_had_a_time_is_settled_by_any_decision_about_its_offset() {
        letters.take(AT, utf8("{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":17,\"reason\":\"garbage\"}"));
        assertThat(letters.open()).extracting(OpenDeadLetters.Open::recordTime).containsExactly(-1L);

        letters.take(AT, new Settled(id(17), RECORDED, Outcome.RETRIED, "").toBytes());

        assertThat(letters.open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v",
                "null",
                "[]",
                "\u0000\u001b[2J",
                "{\"topic\":\"edgepass.control\"",
                "{\"topic\":\"edgepass.control\",\"partition\":0}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":-1}",
                "{\"topic\":\"edgepass.control\",\"partition\":1,\"offset\":1}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":99999999999999999999999}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":1.5}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":\"1\"}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":1,\"recordTime\":1e400}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":1,\"recordTime\":99999999999999999999}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":1,\"reason\":{}}",
                "{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":1,\"settled\":\"eaten\"}",
                "{\"topic\":\"edgepass.issuance\",\"partition\":0,\"offset\":1}",
                "{\"topic\":\"__consumer_offsets\",\"partition\":0,\"offset\":1}",
                "{\"topic\":{\"a\":1},\"partition\":0,\"offset\":1}"
            })
    void what_is_no_letter_about_the_topic_breaks_nothing(String value) {
        letters.take(AT, utf8(value));
        letters.take(AT, passedOver(17, RECORDED));

        assertThat(letters.open()).extracting(OpenDeadLetters.Open::record).contains(id(17));
        assertThat(letters.size() + letters.foreign()).isEqualTo(2);
    }

    @Test
    void a_huge_or_a_missing_value_is_none_and_is_not_parsed() {
        letters.take(AT, null);
        letters.take(AT, utf8("[".repeat(1_000_000)));
        letters.take(AT, utf8(new String(passedOver(1, RECORDED), StandardCharsets.UTF_8) + " ".repeat(8_192)));

        assertThat(letters.foreign()).isEqualTo(3);
        assertThat(letters.open()).isEmpty();
    }

    @Test
    void half_a_surrogate_pair_in_a_reason_and_a_long_one_come_back_cut() {
        String reason = "x".repeat(DeadLetter.LONGEST_TEXT - 1) + "\uD83D\uDE00" + "y".repeat(100_000);
        letters.take(AT, new PassedOver(id(1), RECORDED, reason).toBytes());

        assertThat(letters.open().get(0).reason())
                .isEqualTo("x".repeat(DeadLetter.LONGEST_TEXT - 1) + "?")
                .hasSize(DeadLetter.LONGEST_TEXT);
    }

    @Test
    void past_the_most_it_is_cut_short_until_what_was_settled_makes_room_for_the_rest() {
        int more = 3;
        List<byte[]> topic = new ArrayList<>();
        for (int offset = 0; offset < OpenDeadLetters.MOST_OPEN + more; offset++) {
            topic.add(passedOver(offset, RECORDED));
        }
        topic.forEach(value -> letters.take(AT, value));
        assertThat(letters.size()).isEqualTo(OpenDeadLetters.MOST_OPEN);
        assertThat(letters.isCutShort()).isTrue();
        assertThat(letters.isWorthAgain()).isFalse();

        for (int offset = 0; offset < OpenDeadLetters.MOST_OPEN; offset++) {
            topic.add(new Settled(id(offset), RECORDED, Outcome.DISMISSED, "").toBytes());
        }
        topic.subList(OpenDeadLetters.MOST_OPEN + more, topic.size()).forEach(value -> letters.take(AT, value));
        assertThat(letters.isWorthAgain()).isTrue();
        OpenDeadLetters again = letters.again();
        topic.forEach(value -> again.take(AT, value));

        assertThat(again.size()).isEqualTo(more);
        assertThat(again.isCutShort()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "edgepass.control-1@0",
                "edgepass.issuance-4@0",
                "edgepass.control.dlt-0@0",
                "edgepass.control-0@",
                "edgepass.control-0@-1",
                "edgepass.control-0@9999999999999999999",
                "a-0@1"
            })
    void what_names_no_place_of_the_log_is_no_id(String text) {
        assertThat(RecordId.parse(text)).isEmpty();
    }

    @Test
    void an_id_is_read_as_it_is_shown() {
        RecordId id = new RecordId(Topics.ISSUANCE, 3, 17);

        assertThat(id).hasToString("edgepass.issuance-3@17");
        assertThat(RecordId.parse(id.toString())).contains(id);
    }

    private static RecordId id(long offset) {
        return new RecordId(Topics.CONTROL, 0, offset);
    }

    private static byte[] passedOver(long offset, long recordTime) {
        return new PassedOver(id(offset), recordTime, "garbage").toBytes();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
