package dev.edgepass.issuer.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallOutSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/media-policy",
                "http://127.0.0.1:8080/p",
                "http://[::1]:8080/p",
                "http://localhost/p",
                ""
            })
    void https_and_this_machine_are_safe(String url) {
        assertThat(settings(url, "s").url()).isEqualTo(url.isEmpty() ? null : URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://app.example/p",
                "http://127.0.0.1.evil.example/p",
                "http://10.0.0.1/p",
                "https://u:hunter2@app.example/p",
                "https://app.example/p?key=hunter2",
                "file:///p",
                "/p"
            })
    void anything_else_is_a_startup_error_that_doesnt_quote_it(String url) {
        assertThatThrownBy(() -> settings(url, "s"))
                .hasMessageContaining("edgepass.identity.path-policy.url")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void the_backend_must_be_able_to_tell_who_asks() {
        assertThatThrownBy(() -> settings("https://app.example/p", " ")).hasMessageContaining("secret is missing");
    }

    @Test
    void an_answer_is_neither_awaited_nor_believed_for_long() {
        assertThatThrownBy(() -> new CallOutSettings(null, null, Duration.ofMinutes(1), SECOND, 1))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> new CallOutSettings(null, null, SECOND, Duration.ofHours(1), 1))
                .hasMessageContaining("cache-ttl");
    }

    @Test
    void the_secret_shows_in_no_text() {
        assertThat(settings("https://app.example/p", "hunter2")).asString().doesNotContain("hunter2");
    }

    private static CallOutSettings settings(String url, String secret) {
        return new CallOutSettings(URI.create(url), secret, SECOND, SECOND, 1);
    }
}
