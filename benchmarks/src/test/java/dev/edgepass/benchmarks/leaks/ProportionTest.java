package dev.edgepass.benchmarks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {
    /** Worked out by the formula of Wilson (1927), z = 1.96. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0.0 (0.0 to 27.8)",
        "5, 10, 50.0 (23.7 to 76.3)",
        "10, 10, 100.0 (72.2 to 100.0)",
        "1, 1000, 0.1 (0.0 to 0.6)",
        "0, 0, ''"
    })
    void a_share_has_the_interval_of_wilson(int hits, int trials, String text) {
        assertThat(new Proportion(hits, trials)).hasToString(text);
    }
}
