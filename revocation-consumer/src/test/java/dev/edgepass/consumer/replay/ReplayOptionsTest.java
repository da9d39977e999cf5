package dev.edgepass.consumer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayOptionsTest {
    @Test
    void its_own_options_are_told_from_springs_settings() {
        ReplayOptions options = ReplayOptions.parse(List.of("--list", "--link", "L1", "--json", "--server.port=1"));

        assertThat(options.list()).isTrue();
        assertThat(options.json()).isTrue();
        assertThat(options.dryRun()).isFalse();
        assertThat(options.link()).contains("L1");
        assertThat(options.settings()).containsExactly("--server.port=1");
    }

    @Test
    void a_moment_is_a_position_or_a_time() {
        assertThat(ReplayOptions.parse(List.of("--until", "17", "--json")).until())
                .contains(new Until(17L, null));
        assertThat(ReplayOptions.parse(List.of("--until", "2026-11-30T11:00:00+01:00"))
                        .until())
                .contains(new Until(null, Instant.parse("2026-11-30T10:00:00Z")));
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--until", "yesterday")))
                .hasMessageContaining("--until yesterday (expected: a position of the control log, or a time");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--until", "1", "--list")))
                .hasMessageContaining("one of them at most");
    }

    @Test
    void without_a_flag_values_are_replaced() {
        ReplayOptions options = ReplayOptions.parse(List.of());

        assertThat(options.dryRun()).isFalse();
        assertThat(options.until()).isEmpty();
    }

    @Test
    void what_makes_no_sense_is_refused_with_what_would() {
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--dryrun")))
                .hasMessageContaining("expected: nothing, --dry-run");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--list", "--link")))
                .hasMessageContaining("needs a value");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--dry-run", "--json")))
                .hasMessageContaining("--list");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--new-epoch", "--dry-run")))
                .hasMessageContaining("one of them at most");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--list", "--limit", "many")))
                .hasMessageContaining("a number");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--list", "--limit", "0")))
                .hasMessageContaining("above 0");
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--dry-run", "--limit", "5")))
                .hasMessageContaining("--list");
    }
}
