package dev.edgepass.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class RoundsTest {
    @Test
    void a_ratio_is_taken_within_each_round_before_its_median() {
        Rounds rounds = rounds("""
                [{"round": 0, "worker": "a", "cpu": 10}, {"round": 0, "worker": "b", "cpu": 20},
                 {"round": 1, "worker": "b", "cpu": 200}, {"round": 1, "worker": "a", "cpu": 100},
                 {"round": 2, "worker": "a", "cpu": 30}, {"round": 2, "worker": "b", "cpu": 40}]
                """);

        assertThat(rounds.ratio("a", "b").sorted()).containsExactly(0.5, 0.5, 0.75);
        assertThat(rounds.of("a").median()).isEqualTo(30);
    }

    @Test
    void turns_are_put_into_the_order_of_rounds() {
        Rounds rounds = rounds("""
                [{"round": 1, "worker": "a", "cpu": 2}, {"round": 0, "worker": "a", "cpu": 1.04}]
                """);

        assertThat(rounds.json()).isEqualTo(Map.of("a", List.of(1.0, 2.0)));
    }

    @Test
    void a_worker_that_missed_a_round_is_not_compared() {
        assertThatThrownBy(() -> rounds("""
                [{"round": 0, "worker": "a", "cpu": 1}, {"round": 1, "worker": "a", "cpu": 1}, {"round": 0, "worker": "b", "cpu": 1}]
                """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("b:");
    }

    @Test
    void a_worker_that_was_not_measured_is_named() {
        Rounds rounds = rounds("[{\"round\": 0, \"worker\": \"a\", \"cpu\": 1}]");

        assertThatThrownBy(() -> rounds.ratio("a", "c")).hasMessage("c: not measured (expected: one of [a])");
    }

    private static Rounds rounds(String json) {
        return Rounds.of(JsonMapper.shared().readTree(json), "cpu");
    }
}
