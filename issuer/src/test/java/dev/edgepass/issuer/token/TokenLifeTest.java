package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenLifeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.750Z");
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void it_is_in_whole_seconds_and_never_longer_than_asked_for() {
        TokenLife life = TokenLife.of(NOW, Duration.ofMillis(10_900), Instant.MAX);

        assertThat(life.issuedAt()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(life.expiresAt()).isEqualTo("2026-11-22T12:00:10Z");
    }

    @Test
    void it_ends_with_the_link() {
        TokenLife life = TokenLife.of(NOW, DAY, NOW.plusSeconds(60));

        assertThat(life.expiresAt()).isBeforeOrEqualTo(NOW.plusSeconds(60)).isAfter(NOW.plusSeconds(58));
        assertThat(TokenLife.of(NOW, DAY, NOW).isEmpty()).isTrue();
    }

    @Test
    void a_client_renews_after_80_percent() {
        assertThat(TokenLife.of(NOW, DAY, Instant.MAX).refreshAt()).isEqualTo("2026-11-23T07:12:00Z");
    }

    @Test
    void without_a_ttl_it_is_the_longest() {
        assertThat(TokenLife.parseTtl(null, DAY)).isEqualTo(DAY);
        assertThat(TokenLife.parseTtl("PT24H", DAY)).isEqualTo(DAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.5S", "-PT1H", "PT24H1S", "P9999999999D", "1h", ""})
    void a_ttl_out_of_bounds_is_refused(String ttl) {
        assertThatThrownBy(() -> TokenLife.parseTtl(ttl, DAY))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expected: PT1S to PT24H");
    }
}
