package dev.edgepass.consumer.notice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainLineTest {
    @Test
    void text_of_users_stays_as_it_is() {
        assertThat(PlainLine.of("Fotos für Zoë, 写真 \uD83D\uDE00 & <b>", 100))
                .isEqualTo("Fotos für Zoë, 写真 \uD83D\uDE00 & <b>");
    }

    @Test
    void what_could_end_a_line_or_turn_it_round_is_replaced() {
        assertThat(PlainLine.of("a\r\nb\u0000c\u0085d\u2028e\u202Ef\uD800g", 100))
                .isEqualTo("a  b c d e\uFFFDf\uFFFDg");
    }

    @Test
    void a_long_text_is_cut_between_characters() {
        assertThat(PlainLine.of("\uD83D\uDE00".repeat(4), 3)).isEqualTo("\uD83D\uDE00".repeat(3) + "…");
        assertThat(PlainLine.of("abc", 3)).isEqualTo("abc");
    }
}
