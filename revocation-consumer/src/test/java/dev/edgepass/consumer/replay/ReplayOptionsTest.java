package dev.edgepass.consumer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void what_makes_no_sense_is_refused_with_what_would() {
        assertThatThrownBy(() -> ReplayOptions.parse(List.of("--dryrun"))).hasMessageContaining("expected: --dry-run");
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
