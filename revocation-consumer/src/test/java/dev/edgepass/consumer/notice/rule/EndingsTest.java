package dev.edgepass.consumer.notice.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.notice.rule.Endings.Ending;
import org.junit.jupiter.api.Test;

class EndingsTest {
    @Test
    void a_cutoff_stops_tokens_below_its_position_from_two_seconds_after_its_time_on_for_clocks_differ() {
        Ending cutoff = new Ending("revoked-7", 7, 1_000, false);

        assertThat(cutoff.missed(6, 3_001)).isTrue();
        assertThat(cutoff.missed(6, 3_000)).isFalse();
        assertThat(cutoff.missed(7, 3_001)).isFalse();
    }

    @Test
    void a_block_stops_every_token() {
        Ending block = new Ending("revoked-7", 7, 1_000, true);

        assertThat(block.missed(7, 3_001)).isTrue();
        assertThat(block.missed(7, 3_000)).isFalse();
    }
}
