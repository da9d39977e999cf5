package dev.edgepass.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class RepeatedWarningsTest {
    private long now;
    private final RepeatedWarnings warnings = new RepeatedWarnings(NOPLogger.NOP_LOGGER, () -> now);

    @Test
    void of_what_an_outage_repeats_one_line_a_minute_is_left_that_counts_the_others() {
        assertThat(warnings.line("R2", "refused 1")).isEqualTo("refused 1");
        now += 1_000;
        assertThat(warnings.line("R2", "refused 2")).isNull();
        now += 1_000;
        assertThat(warnings.line("R2", "refused 3")).isNull();
        now += 58_000;

        assertThat(warnings.line("R2", "refused 4")).isEqualTo("refused 4 (and 2 like it since the last line)");
    }

    @Test
    void another_kind_isnt_left_out() {
        assertThat(warnings.line("R2", "refused")).isNotNull();

        assertThat(warnings.line("KV", "refused")).isEqualTo("refused");
    }

    @Test
    void more_kinds_than_are_kept_lose_nothing_but_their_count() {
        IntStream.range(0, 1_000)
                .forEach(kind -> assertThat(warnings.line("kind " + kind, "a")).isEqualTo("a"));

        assertThat(warnings.line("kind 0", "b")).isEqualTo("b");
    }

    @Test
    void an_outages_end_is_said_once_and_the_next_one_from_its_beginning() {
        assertThat(warnings.end("R2")).isFalse();
        assertThat(warnings.line("R2", "refused")).isNotNull();
        assertThat(warnings.line("R2", "refused")).isNull();

        assertThat(warnings.end("R2")).isTrue();
        assertThat(warnings.end("R2")).isFalse();

        assertThat(warnings.line("R2", "refused")).isEqualTo("refused");
    }
}
