package dev.edgepass.benchmarks.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.benchmarks.report.Scorecard;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyScoresTest {
    private static final long ACCEPTED = 1_000_000;
    private static final Effort EFFORT = new Effort(1_000, 10_000, 2_000, 500);

    @Test
    void everything_in_time_holds_and_meets_the_goals() {
        Scorecard scores = scores(new Sentinel.Outcome(List.of(after(900), after(1_800)), 0, 0, 3, 0), 0);

        assertThat(scores.promisesHeld()).isTrue();
        assertThat(scores.text()).contains("every goal was met").contains("100 views/s; workerd 20 %, viewers 5 %");
    }

    @Test
    void a_location_that_is_slow_but_within_the_bound_misses_a_goal_only() {
        Scorecard scores = scores(new Sentinel.Outcome(List.of(after(900), after(5_100)), 0, 0, 0, 0), 0);

        assertThat(scores.promisesHeld()).isTrue();
        assertThat(scores.text()).contains("goals missed: 1");
    }

    @Test
    void a_location_that_refuses_more_than_five_seconds_after_the_head_breaks_the_promise() {
        assertThat(scores(new Sentinel.Outcome(List.of(after(900), after(5_201)), 0, 0, 0, 0), 0)
                        .promisesHeld())
                .isFalse();
    }

    @Test
    void one_late_view_one_view_after_a_refusal_or_one_refused_bystander_breaks_it_too() {
        List<Long> inTime = List.of(after(900), after(1_000));

        assertThat(scores(new Sentinel.Outcome(inTime, 1, 0, 0, 0), 0).promisesHeld())
                .isFalse();
        assertThat(scores(new Sentinel.Outcome(inTime, 0, 1, 0, 0), 0).promisesHeld())
                .isFalse();
        assertThat(scores(new Sentinel.Outcome(inTime, 0, 0, 0, 0), 1).promisesHeld())
                .isFalse();
    }

    @Test
    void what_the_other_design_does_breaks_nothing_here_and_is_counted() {
        Scorecard scores = scores(new Sentinel.Outcome(List.of(after(900), after(1_000)), 0, 0, 0, 0), 0);

        assertThat(scores.promisesHeld()).isTrue();
        assertThat(scores.text()).contains("1 of 2 samples; 1 still granted at the end of the watch");
    }

    @Test
    void programs_get_every_sample() {
        LatencyScores scores =
                new LatencyScores(result(new Sentinel.Outcome(List.of(after(1_800), after(900)), 0, 0, 0, 0), 0));

        assertThat(scores.json().get("acceptedToRefusedSamplesMs")).isEqualTo(new long[] {900, 1_800});
        assertThat(scores.json()).containsEntry("lateGrants", 0).containsEntry("rounds", 1);
    }

    private static Scorecard scores(Sentinel.Outcome outcome, int bystanderRefused) {
        Scorecard scores = new Scorecard();
        new LatencyScores(result(outcome, bystanderRefused)).write(scores);
        return scores;
    }

    /** One revocation at two locations; its head was written 200 ms after it was accepted, and seen by the issuer 100 ms later. */
    private static Latency.Result result(Sentinel.Outcome outcome, int bystanderRefused) {
        Round.Ours ours = new Round.Ours(ACCEPTED, after(300), after(200), outcome);
        Round.ByKv byKv = new Round.ByKv(ACCEPTED, List.of(after(4_000), after(120_000)), 1);
        return new Latency.Result(List.of(ours), List.of(byKv), 50, bystanderRefused, 0, EFFORT);
    }

    private static long after(long millis) {
        return ACCEPTED + millis;
    }
}
