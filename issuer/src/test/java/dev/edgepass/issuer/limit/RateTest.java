package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateTest {
    @Test
    void a_rate_reads_as_so_many_in_a_time() {
        assertThat(Rate.valueOf("20/10m")).isEqualTo(new Rate(20, Duration.ofMinutes(10)));
        assertThat(Rate.valueOf("5/s")).isEqualTo(new Rate(5, Duration.ofSeconds(1)));
    }

    @Test
    void what_isnt_a_rate_says_what_one_is() {
        for (String text : new String[] {"", "20", "0/s", "20/0m", "-1/s", "20/10y", "20 / m"}) {
            assertThatThrownBy(() -> Rate.valueOf(text)).hasMessageContaining("expected");
        }
    }
}
