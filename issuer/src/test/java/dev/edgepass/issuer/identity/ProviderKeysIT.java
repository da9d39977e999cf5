package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins of an identity provider, by the public keys that it serves. */
class ProviderKeysIT {
    private static final String ISSUER = "https://id.example";
    private static final ECKey KEY = TestProvider.key("k");
    private static final TestProvider PROVIDER = new TestProvider();
    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        PROVIDER.serve(KEY.toPublicJWK());
        String standard = "spring.security.oauth2.resourceserver.jwt";
        issuer = TestIssuer.with(Map.of(
                "spring.profiles.active",
                "production",
                "edgepass.identity.local-jwks-file",
                "",
                standard + ".jwk-set-uri",
                PROVIDER.jwksUri(),
                standard + ".jws-algorithms",
                "ES256",
                standard + ".audiences",
                TestProvider.AUDIENCE,
                "edgepass.identity.issuer",
                ISSUER));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        PROVIDER.close();
    }

    @Test
    void while_the_provider_is_away_nobody_gets_in_and_nobody_is_told_that_the_login_is_bad() throws JOSEException {
        String login = TestProvider.login(ISSUER, KEY);

        PROVIDER.up(false);
        Api.Answer away = issuer.api().get("/objects?prefix=p/", login);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.problem()).isEqualTo("identity-unavailable");
        assertThat(away.header("Retry-After")).isNotNull();

        PROVIDER.up(true);
        assertThat(status(login)).isEqualTo(200);
        assertThat(status(TestProvider.login("https://other.example", KEY))).isEqualTo(401);
        // The public key as an HMAC secret.
        String jwks = new JWKSet(KEY.toPublicJWK()).toString();
        assertThat(status(TestProvider.login(ISSUER, "k", JWSAlgorithm.HS256, new MACSigner(jwks))))
                .isEqualTo(401);

        int before = PROVIDER.asked();
        for (int i = 0; i < 20; i++) {
            assertThat(status(TestProvider.login(ISSUER, TestProvider.key("unknown-" + i))))
                    .isEqualTo(401);
        }
        assertThat(PROVIDER.asked() - before).isLessThanOrEqualTo(2);
    }

    private static int status(String login) {
        return issuer.api().get("/objects?prefix=p/", login).status();
    }
}
