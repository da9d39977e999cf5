package dev.edgepass.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScorecardTest {
    private final Scorecard scores = new Scorecard();

    @Test
    void a_missed_goal_is_told_and_breaks_no_promise() {
        scores.measured("Size", "3");
        scores.goal("Rate", "10/s", ">= 20/s", false);
        scores.promise("Late", "0", "0", true);

        assertThat(scores.promisesHeld()).isTrue();
        assertThat(scores.text()).contains("missed").endsWith("Every promise held; goals missed: 1.");
    }

    @Test
    void one_broken_promise_is_enough() {
        scores.promise("Late", "1", "0", false);
        scores.promise("Bound", "1.00 s", "max <= 5 s", true);

        assertThat(scores.promisesHeld()).isFalse();
        assertThat(scores.text()).contains("BROKEN").contains("NOT EVERY PROMISE HELD");
    }

    @Test
    void without_a_promise_none_is_said_to_have_held() {
        scores.goal("Rate", "10/s", ">= 5/s", true);

        assertThat(scores.text()).doesNotContainIgnoringCase("promise").endsWith("\nevery goal was met.");
    }

    @Test
    void its_columns_are_aligned() {
        scores.measured("a", "1");
        scores.goal("longer", "22", "2", true);

        assertThat(scores.text().lines().skip(1).limit(2)).containsExactly("a       1", "longer  22  2  held");
    }

    @Test
    void a_long_text_doesnt_widen_the_column_of_the_others() {
        scores.promise("a", "x".repeat(500), "", false);
        scores.measured("b", "1");

        assertThat(scores.text().lines().skip(1).limit(2))
                .containsExactly("a  " + "x".repeat(500) + "    BROKEN", "b  1");
        assertThat(scores.text().lines().findFirst().orElseThrow()).hasSizeLessThan(20);
    }

    @Test
    void programs_get_what_was_wanted_only_where_something_was() {
        scores.measured("a", "1");
        scores.promise("b", "2", "2", true);

        assertThat(scores.rows().get(0).json()).containsOnlyKeys("what", "measured");
        assertThat(scores.rows().get(1).json()).containsEntry("wanted", "2").containsEntry("verdict", "held");
    }
}
