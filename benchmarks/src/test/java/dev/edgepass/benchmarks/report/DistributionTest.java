package dev.edgepass.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
    @ParameterizedTest
    @CsvSource({"0.5,50", "0.9,90", "0.99,99", "1,100", "0.001,1"})
    void a_quantile_of_a_hundred_is_the_value_of_that_rank(double quantile, long value) {
        List<Long> shuffled = LongStream.rangeClosed(1, 100).boxed().collect(Collectors.toList());
        Collections.reverse(shuffled);

        assertThat(Distribution.of(shuffled).quantile(quantile)).isEqualTo(value);
    }

    @Test
    void the_99th_percentile_of_few_samples_is_the_largest() {
        Distribution few = Distribution.of(List.of(30L, 10L, 20L));

        assertThat(few.quantile(0.99)).isEqualTo(few.max()).isEqualTo(30);
        assertThat(few.quantile(0.5)).isEqualTo(20);
    }

    @Test
    void of_nothing_everything_is_zero() {
        Distribution none = Distribution.of(List.of());

        assertThat(none.count()).isZero();
        assertThat(none.max()).isZero();
        assertThat(none.above(0)).isZero();
    }

    @Test
    void it_counts_what_is_above_a_bound() {
        assertThat(Distribution.of(List.of(4_999L, 5_000L, 5_001L)).above(5_000))
                .isEqualTo(1);
    }

    @Test
    void it_is_told_in_seconds_and_given_to_programs_in_milliseconds() {
        Distribution two = Distribution.of(List.of(812L, 2_904L));

        assertThat(two).hasToString("p50 0.81 s, p99 2.90 s, max 2.90 s");
        assertThat(two.json())
                .containsEntry("count", 2)
                .containsEntry("p50", 812L)
                .containsEntry("max", 2_904L);
    }
}
