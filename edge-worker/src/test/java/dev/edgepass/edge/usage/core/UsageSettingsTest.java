package dev.edgepass.edge.usage.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageSettingsTest {
    private static final String URL = "https://issuer.example/api/v1/media/usage";
    private static final String SECRET = "+/8AAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private final Map<String, String> variables = new HashMap<>(Map.of("USAGE_URL", URL, "USAGE_SECRET", SECRET));

    @Test
    void without_a_url_views_are_not_counted() {
        variables.put("USAGE_URL", "");

        assertThat(settings()).isNull();
    }

    @Test
    void secrets_are_base64_as_standard_webhooks_writes_it() {
        variables.put("USAGE_SECRET", "whsec_" + SECRET + "AA==");
        variables.put("NETWORK_KEY", SECRET);

        assertThat(settings())
                .isEqualTo(new UsageSettings(
                        URL, "-_8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "-_8AAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
    }

    @Test
    void without_a_network_key_networks_are_not_counted() {
        assertThat(settings().networkKey()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issuer.example",
                "ftp://issuer.example/",
                "https://",
                "https://user:password@issuer.example/",
                "https://issuer.example/?token=secret",
                "https://issuer.example/#x",
                "https://issuer.example/a b"
            })
    void a_bad_url_is_refused_without_being_said(String url) {
        variables.put("USAGE_URL", url);

        assertThatThrownBy(this::settings)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("USAGE_URL: ")
                .hasMessageNotContaining("password")
                .hasMessageNotContaining("token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64 at all, but long enough", "whsec_"})
    void a_bad_secret_is_refused_without_being_said(String secret) {
        variables.put("USAGE_SECRET", secret);

        assertThatThrownBy(this::settings)
                .hasMessage("USAGE_SECRET: absent or malformed (expected: base64 of 24 bytes or more)");
    }

    @Test
    void a_bad_network_key_is_refused_too() {
        variables.put("NETWORK_KEY", "c2hvcnQ=");

        assertThatThrownBy(this::settings).hasMessageStartingWith("NETWORK_KEY: ");
    }

    @Test
    void no_secret_is_in_the_text_of_settings() {
        assertThat(settings()).hasToString("UsageSettings[" + URL + "]");
    }

    private UsageSettings settings() {
        return UsageSettings.of(name -> variables.getOrDefault(name, ""));
    }
}
