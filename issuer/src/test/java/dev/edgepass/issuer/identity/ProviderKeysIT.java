package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins of an identity provider, by the public keys that it serves. */
class ProviderKeysIT {
    private static final ECKey KEY = key();
    private static final String JWKS = new JWKSet(KEY.toPublicJWK()).toString();
    private static HttpServer provider;
    private static volatile boolean up;
    private static TestIssuer issuer;

    @BeforeAll
    static void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/jwks", exchange -> {
            byte[] body = JWKS.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(up ? 200 : 500, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        provider.start();
        String standard = "spring.security.oauth2.resourceserver.jwt";
        issuer = TestIssuer.with(Map.of(
                "spring.profiles.active",
                "production",
                "edgepass.identity.local-jwks-file",
                "",
                standard + ".jwk-set-uri",
                "http://127.0.0.1:" + provider.getAddress().getPort() + "/jwks",
                standard + ".jws-algorithms",
                "ES256",
                standard + ".audiences",
                "edgepass",
                "edgepass.identity.issuer",
                "https://id.example"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        provider.stop(0);
    }

    @Test
    void while_the_provider_is_away_nobody_gets_in_and_nobody_is_told_that_the_login_is_bad() throws JOSEException {
        String login = login("https://id.example", JWSAlgorithm.ES256, new ECDSASigner(KEY));

        Api.Answer away = issuer.api().get("/objects?prefix=p/", login);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.problem()).isEqualTo("identity-unavailable");
        assertThat(away.header("Retry-After")).isNotNull();

        up = true;
        assertThat(status(login)).isEqualTo(200);
        assertThat(status(login("https://other.example", JWSAlgorithm.ES256, new ECDSASigner(KEY))))
                .isEqualTo(401);
        // The public key as an HMAC secret.
        assertThat(status(login("https://id.example", JWSAlgorithm.HS256, new MACSigner(JWKS))))
                .isEqualTo(401);
    }

    private static int status(String login) {
        return issuer.api().get("/objects?prefix=p/", login).status();
    }

    private static String login(String from, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        SignedJWT login = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(KEY.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject("u")
                        .issuer(from)
                        .audience("edgepass")
                        .claim("paths", List.of("p/"))
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        login.sign(signer);
        return login.serialize();
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }
}
