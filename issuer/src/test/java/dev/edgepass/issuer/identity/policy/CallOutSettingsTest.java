package dev.edgepass.issuer.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallOutSettingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Which addresses are safe is {@code BackendUrlTest}'s. */
    @Test
    void plain_http_leaves_this_machine_only_where_the_operator_says_so_and_never_for_public_names() {
        URI near = URI.create("http://app:3000/p");
        URI far = URI.create("http://hunter2.example/p");

        assertThat(settings(near, true).url()).isEqualTo(near);
        assertThat(settings("http://127.0.0.1:8080/p", "s").url()).isNotNull();
        assertThat(settings("", "s").url()).isNull();
        assertThatThrownBy(() -> settings(near, false)).hasMessageContaining("edgepass.identity.path-policy.url");
        assertThatThrownBy(() -> settings(far, true))
                .hasMessageContaining("edgepass.identity.path-policy.url")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void the_backend_must_be_able_to_tell_who_asks() {
        assertThatThrownBy(() -> settings("https://app.example/p", " ")).hasMessageContaining("secret is missing");
    }

    @Test
    void an_answer_is_neither_awaited_nor_believed_for_long() {
        assertThatThrownBy(() -> new CallOutSettings(null, false, null, Duration.ofMinutes(1), SECOND, 1))
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> new CallOutSettings(null, false, null, SECOND, Duration.ofHours(1), 1))
                .hasMessageContaining("cache-ttl");
    }

    @Test
    void the_secret_shows_in_no_text() {
        assertThat(settings("https://app.example/p", "hunter2")).asString().doesNotContain("hunter2");
    }

    private static CallOutSettings settings(String url, String secret) {
        return new CallOutSettings(URI.create(url), false, secret, SECOND, SECOND, 1);
    }

    private static CallOutSettings settings(URI url, boolean allowPrivateHttp) {
        return new CallOutSettings(url, allowPrivateHttp, "s", SECOND, SECOND, 1);
    }
}
