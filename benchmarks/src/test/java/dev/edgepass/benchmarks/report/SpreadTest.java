package dev.edgepass.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void the_median_of_an_even_number_lies_between_the_two_in_the_middle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0)).median()).isEqualTo(2.5);
    }

    @Test
    void one_outlier_moves_neither_the_median_nor_the_quartiles() {
        Spread calm = Spread.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
        Spread disturbed = Spread.of(List.of(1.0, 2.0, 3.0, 4.0, 500.0));

        assertThat(disturbed.median()).isEqualTo(calm.median()).isEqualTo(3);
        assertThat(disturbed.quantile(0.75)).isEqualTo(calm.quantile(0.75)).isEqualTo(4);
        assertThat(disturbed.max()).isEqualTo(500);
    }

    @Test
    void the_interval_of_the_median_is_two_values_around_it() {
        List<Double> values =
                IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

        // Ranks 40 and 61 of 100 (Conover, Practical Nonparametric Statistics).
        assertThat(Spread.of(values).medianInterval()).isEqualTo(new Spread.Interval(40, 61));
        assertThat(Spread.of(List.of(1.0, 2.0, 3.0)).medianInterval()).isEqualTo(new Spread.Interval(1, 3));
    }

    @Test
    void a_single_value_is_its_own_spread() {
        assertThat(Spread.of(List.of(7.0)).text(1, " us")).isEqualTo("7.0 us (7.0 to 7.0)");
    }

    @Test
    void it_is_told_as_the_median_and_the_middle_half() {
        assertThat(Spread.of(List.of(10.0, 20.0, 30.0, 40.0, 50.0)).text(0, " us"))
                .isEqualTo("30 us (20 to 40)");
    }

    @Test
    void of_nothing_there_is_none() {
        assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
