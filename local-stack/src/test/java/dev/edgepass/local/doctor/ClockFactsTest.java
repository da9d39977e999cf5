package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockFactsTest {
    private static final Instant DATE = Instant.parse("2026-11-29T10:00:00Z");

    /** A date is cut to whole seconds, and the answer took 400 ms. */
    @ParameterizedTest
    @CsvSource({
        "-200, 0, OK",
        "900, 0, OK",
        "-1900, -1500, OK",
        "2900, 1900, OK",
        "3200, 2200, WARN",
        "-2500, -2100, WARN",
        "31100, 30100, FAIL",
        "-31000, -30600, FAIL"
    })
    void it_is_off_by_no_more_than_is_proven(long sentAfterDate, long ahead, Level level) {
        Instant sent = DATE.plusMillis(sentAfterDate);
        ClockFacts facts = new ClockFacts("media.example", sent, DATE, sent.plusMillis(400));

        assertThat(facts.aheadMillis()).isEqualTo(ahead);
        assertThat(facts.check().level()).isEqualTo(level);
        assertThat(facts.check().seen()).contains("media.example");
        assertThat(facts.check().mend().isEmpty()).isEqualTo(level == Level.OK);
    }
}
