package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

class ProviderLoginsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final ECKey KEY = TestProvider.key("first");

    private final TestProvider provider = new TestProvider();

    @BeforeEach
    void serve() {
        provider.serve(KEY.toPublicJWK());
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void nobody_asks_the_provider_before_the_first_login() {
        provider.up(false);
        JwtDecoder logins = byJwksUri(ProviderKeys.WINDOW);
        assertThat(provider.asked()).isZero();

        provider.up(true);
        assertAccepted(logins, KEY);
        assertThat(provider.asked()).isEqualTo(1);
    }

    @Test
    void whatever_keys_are_named_the_provider_is_asked_twice_and_no_more() {
        for (JwtDecoder logins : List.of(byJwksUri(ProviderKeys.WINDOW), byIssuer(ProviderKeys.WINDOW))) {
            assertAccepted(logins, KEY);
            int before = provider.asked();
            for (int i = 0; i < 50; i++) {
                assertRefused(logins, TestProvider.key("unknown-" + i));
            }

            assertThat(provider.asked()).isEqualTo(before + 1);
            assertAccepted(logins, KEY);
        }
    }

    @Test
    void a_new_key_is_accepted_with_its_first_login() {
        JwtDecoder logins = byIssuer(ProviderKeys.WINDOW);
        assertAccepted(logins, KEY);
        ECKey next = TestProvider.key("next");
        provider.serve(next.toPublicJWK());

        assertAccepted(logins, next);
        assertRefused(logins, KEY);
    }

    @Test
    void a_new_key_is_accepted_soon_however_many_others_are_asked_for() {
        JwtDecoder logins = byJwksUri(SHORT);
        assertAccepted(logins, KEY);
        assertRefused(logins, TestProvider.key("unknown"));
        ECKey next = TestProvider.key("next");
        provider.serve(KEY.toPublicJWK(), next.toPublicJWK());

        Awaitility.await().untilAsserted(() -> {
            assertRefused(logins, TestProvider.key("unknown"));
            assertAccepted(logins, next);
        });
    }

    @Test
    void while_the_provider_is_away_it_is_asked_as_rarely_and_no_login_is_called_bad() {
        provider.up(false);
        for (JwtDecoder logins : List.of(byJwksUri(ProviderKeys.WINDOW), byIssuer(ProviderKeys.WINDOW))) {
            int before = provider.asked();
            for (int i = 0; i < 20; i++) {
                assertUnavailable(logins, KEY);
            }

            // Metadata has three places, of which the provider has one.
            assertThat(provider.asked()).isEqualTo(before + 2);
        }
    }

    @Test
    void a_provider_that_goes_away_leaves_the_keys_that_are_known_and_no_word_about_others() {
        JwtDecoder logins = byJwksUri(ProviderKeys.WINDOW);
        assertAccepted(logins, KEY);
        provider.up(false);

        for (int i = 0; i < 20; i++) {
            assertUnavailable(logins, TestProvider.key("unknown-" + i));
        }
        assertAccepted(logins, KEY);
        assertThat(provider.asked()).isEqualTo(2);
    }

    @Test
    void a_provider_that_comes_back_is_noticed() {
        JwtDecoder logins = byIssuer(SHORT);
        provider.up(false);
        assertUnavailable(logins, KEY);
        assertUnavailable(logins, KEY);
        assertUnavailable(logins, KEY);

        provider.up(true);
        Awaitility.await().untilAsserted(() -> assertAccepted(logins, KEY));
    }

    @Test
    void metadata_of_somebody_else_is_no_metadata() {
        OAuth2ResourceServerProperties.Jwt jwt = new OAuth2ResourceServerProperties().getJwt();
        jwt.setIssuerUri(provider.issuer() + "/");

        assertUnavailable(logins(jwt, ProviderKeys.WINDOW), KEY);
    }

    private JwtDecoder byJwksUri(Duration window) {
        OAuth2ResourceServerProperties.Jwt jwt = new OAuth2ResourceServerProperties().getJwt();
        jwt.setJwkSetUri(provider.jwksUri());
        jwt.setJwsAlgorithms(List.of("ES256"));
        return logins(jwt, window);
    }

    private JwtDecoder byIssuer(Duration window) {
        OAuth2ResourceServerProperties.Jwt jwt = new OAuth2ResourceServerProperties().getJwt();
        jwt.setIssuerUri(provider.issuer());
        return logins(jwt, window);
    }

    private JwtDecoder logins(OAuth2ResourceServerProperties.Jwt jwt, Duration window) {
        return new ProviderLogins(
                jwt,
                LoginChecks.of(Duration.ZERO, provider.issuer(), List.of(TestProvider.AUDIENCE)),
                window,
                new ProviderCalls(meters));
    }

    private void assertAccepted(JwtDecoder logins, ECKey key) {
        assertThatCode(() -> logins.decode(login(key))).doesNotThrowAnyException();
    }

    private void assertRefused(JwtDecoder logins, ECKey key) {
        assertThatThrownBy(() -> logins.decode(login(key))).isInstanceOf(BadJwtException.class);
    }

    private void assertUnavailable(JwtDecoder logins, ECKey key) {
        assertThatThrownBy(() -> logins.decode(login(key)))
                .isInstanceOf(JwtException.class)
                .isNotInstanceOf(BadJwtException.class);
    }

    private String login(ECKey key) {
        return TestProvider.login(provider.issuer(), key);
    }
}
