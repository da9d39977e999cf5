package dev.edgepass.benchmarks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.benchmarks.leaks.Visit.Place;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One viewer comes from another network and operator every hour: the eighth is an alarm. */
class RuleJudgeTest {
    private static final LinkWeek WEEK = LinkWeek.of(
            false,
            null,
            IntStream.range(0, 24)
                    .mapToObj(hour -> new Visit(hour * 3600, 60, 10, 1, Place.of(1000 + hour, 1, 100 + hour, 0), 1, 1))
                    .toList(),
            List.of());

    @Test
    void the_alarm_is_at_the_first_visit_that_is_one_too_many() {
        assertThat(RuleJudge.asSimulated().alarm(WEEK, 0)).hasValue(7 * 3600);
    }

    @Test
    void an_alarm_before_the_leak_does_not_count_since_there_is_one_notice_a_week() {
        assertThat(RuleJudge.asSimulated().alarm(WEEK, 8 * 3600)).isEmpty();
    }

    @Test
    void three_operators_a_country_are_no_alarm_however_many_networks() {
        assertThat(RuleJudge.withThreeOperatorsACountry().alarm(WEEK, 0)).isEmpty();
    }
}
