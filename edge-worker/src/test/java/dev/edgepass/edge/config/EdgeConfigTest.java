package dev.edgepass.edge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.PublicKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeConfigTest {
    private static final String KEYS =
            "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"current\",\"x\":\"X\",\"y\":\"Y\"},{\"kid\":\"next\",\"x\":\"V\",\"y\":\"W\"}]}";

    @Test
    void the_defaults_are_the_designs() {
        EdgeConfig config = of(Map.of("FEED_KEYS", KEYS));

        assertThat(config.policy().tokens().issuer()).isEqualTo("edgepass");
        assertThat(config.policy().tokens().audience()).isEqualTo("edgepass-edge");
        assertThat(config.policy().maxReadAge()).isEqualTo(3_000);
        assertThat(config.policy().silenceLimit()).isEqualTo(600_000);
        assertThat(config.policy().tokens().maxLifetime()).isEqualTo(86_400);
        assertThat(config.policy().tokens().clockSkew()).isEqualTo(60);
        assertThat(config.pollInterval()).isEqualTo(1_500);
        assertThat(config.cacheName()).isEqualTo("media");
        assertThat(config.mediaMaxAge()).isEqualTo(60_000);
        assertThat(config.hotMediaBytes()).isEqualTo(16 << 20);
    }

    @Test
    void every_variable_is_heard() {
        EdgeConfig config = of(Map.of(
                "FEED_KEYS", KEYS,
                "ISSUER", "i",
                "AUDIENCE", "a",
                "CACHE_NAME", "pop-1",
                "SILENCE_LIMIT_SECONDS", "60",
                "MAX_LIFETIME_SECONDS", "100",
                "CLOCK_SKEW_SECONDS", "0",
                "MEDIA_MAX_AGE_SECONDS", "7",
                "POLL_MS", "500",
                "HOT_MEDIA_BYTES", "0"));

        assertThat(config.policy().tokens().issuer()).isEqualTo("i");
        assertThat(config.policy().tokens().audience()).isEqualTo("a");
        assertThat(config.policy().silenceLimit()).isEqualTo(60_000);
        assertThat(config.policy().tokens().maxLifetime()).isEqualTo(100);
        assertThat(config.policy().tokens().clockSkew()).isZero();
        assertThat(config.cacheName()).isEqualTo("pop-1");
        assertThat(config.mediaMaxAge()).isEqualTo(7_000);
        assertThat(config.pollInterval()).isEqualTo(500);
        assertThat(config.hotMediaBytes()).isZero();
        assertThat(config.feedKeys().find("next")).isEqualTo(new PublicKey("next", "V", "W"));
        assertThat(config.feedKeys().find("other")).isNull();
    }

    @Test
    void a_wrong_variable_is_named() {
        assertThatThrownBy(() -> of(Map.of("FEED_KEYS", KEYS, "CLOCK_SKEW_SECONDS", "1m")))
                .hasMessage("CLOCK_SKEW_SECONDS: 1m (expected: a whole number)");
        assertThatThrownBy(() -> of(Map.of("FEED_KEYS", KEYS, "POLL_MS", "3000")))
                .hasMessage("POLL_MS: 3000 (expected: 100 to 2500)");
        assertThatThrownBy(() -> of(Map.of())).isInstanceOf(MalformedException.class);
    }

    private static EdgeConfig of(Map<String, String> variables) {
        return EdgeConfig.of(name -> variables.getOrDefault(name, ""));
    }
}
