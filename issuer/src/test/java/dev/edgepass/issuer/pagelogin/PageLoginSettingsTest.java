package dev.edgepass.issuer.pagelogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageLoginSettingsTest {
    @Test
    void without_a_client_there_is_no_login_and_a_client_needs_its_provider() {
        assertThat(settings("", "", Duration.ofHours(1)).isSet()).isFalse();
        assertThatThrownBy(() -> settings(" ", "pages", Duration.ofHours(1)))
                .hasMessageContaining("edgepass.page-login.issuer-uri: missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://app.example/", "app.example", "https://App.example", "*"})
    void a_page_that_hands_over_is_named_by_its_origin(String origin) {
        assertThatThrownBy(() -> settings("https://login.example", "pages", Duration.ofHours(1), origin))
                .hasMessageContaining("edgepass.page-login.hand-over-origins: " + origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT61M"})
    void a_login_lives_for_an_hour_at_most(Duration lifetime) {
        assertThatThrownBy(() -> settings("https://login.example", "pages", lifetime))
                .hasMessageContaining("edgepass.page-login.lifetime");
    }

    private static PageLoginSettings settings(String issuer, String client, Duration lifetime, String... origins) {
        return new PageLoginSettings(issuer, client, null, List.of("openid"), Set.of(origins), lifetime);
    }
}
