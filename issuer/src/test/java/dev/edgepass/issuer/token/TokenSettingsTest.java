package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"PT48H", "PT24H0.001S", "PT0.5S", "PT0S", "PT-1H"})
    void a_lifetime_that_the_edge_refuses_does_not_start(String lifetime) {
        assertThatThrownBy(() -> settings(lifetime))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("edgepass.token.max-lifetime")
                .hasMessageContaining("PT24H");
    }

    @Test
    void a_lifetime_up_to_the_edges_is_taken() {
        assertThat(settings("PT24H").maxLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(settings("PT1S").maxLifetime()).isEqualTo(Duration.ofSeconds(1));
    }

    private static TokenSettings settings(String lifetime) {
        return new TokenSettings("edgepass", "edgepass-edge", Duration.parse(lifetime), "");
    }
}
