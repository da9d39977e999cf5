package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logins that the app's existing backend signs with a secret (HS256), as a real deployment has them: outside of the profile local. */
class SharedSecretIT {
    /** Long enough for every HMAC, so that only the algorithm can be why one is refused. */
    private static final byte[] SECRET = "the secret with which the app's backend signs all its sessions!!"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static TestIssuer issuer;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.with(Map.of(
                "spring.profiles.active", "production",
                "edgepass.identity.local-jwks-file", "",
                "edgepass.identity.hs256-secret", Base64.getEncoder().encodeToString(SECRET),
                "edgepass.identity.issuer", "https://app.example",
                "edgepass.identity.audience", "edgepass",
                "edgepass.identity.claims.roles", "app.roles",
                "edgepass.identity.roles.admin", "owner"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void a_session_of_the_apps_backend_is_a_login() {
        assertThat(status(hs256(claims -> {}))).isEqualTo(200);
        assertThat(status(hs256(claims -> claims.audience(List.of("app", "edgepass")))))
                .isEqualTo(200);
    }

    @Test
    void its_roles_are_those_of_the_configuration() {
        String owner = hs256(claims -> claims.claim("app", Map.of("roles", "editor owner")));
        String admin = hs256(claims -> claims.claim("roles", List.of("admin")));

        assertThat(issuer.api().get("/keys", owner).status()).isEqualTo(200);
        assertThat(issuer.api().get("/keys", admin).status()).isEqualTo(403);
    }

    @Test
    void no_other_algorithm_is_accepted() throws JOSEException {
        assertThat(status(signed(JWSAlgorithm.HS384, new MACSigner(SECRET), claims -> {})))
                .isEqualTo(401);
        assertThat(status(signed(JWSAlgorithm.HS512, new MACSigner(SECRET), claims -> {})))
                .isEqualTo(401);
        assertThat(status(new PlainJWT(claims(claims -> {})).serialize())).isEqualTo(401);
        // ES256, by the identity that the profile local believes.
        assertThat(status(TestIssuer.admin())).isEqualTo(401);
    }

    @Test
    void another_secret_is_refused() throws JOSEException {
        byte[] other = SECRET.clone();
        other[0]++;
        assertThat(status(signed(JWSAlgorithm.HS256, new MACSigner(other), claims -> {})))
                .isEqualTo(401);
    }

    @Test
    void a_login_ends_and_the_clocks_may_differ_by_30_seconds() {
        assertThat(status(hs256(claims -> claims.expirationTime(null)))).isEqualTo(401);
        assertThat(status(hs256(claims -> claims.expirationTime(in(-40))))).isEqualTo(401);
        assertThat(status(hs256(claims -> claims.expirationTime(in(-5))))).isEqualTo(200);
        assertThat(status(hs256(claims -> claims.notBeforeTime(in(120))))).isEqualTo(401);
        assertThat(status(hs256(claims -> claims.notBeforeTime(in(20))))).isEqualTo(200);
    }

    @Test
    void a_login_for_or_from_somebody_else_is_refused() {
        assertThat(status(hs256(claims -> claims.audience("app")))).isEqualTo(401);
        assertThat(status(hs256(claims -> claims.audience((String) null)))).isEqualTo(401);
        assertThat(status(hs256(claims -> claims.issuer("https://other.example"))))
                .isEqualTo(401);
        assertThat(status(hs256(claims -> claims.issuer(null)))).isEqualTo(401);
        assertThat(status(hs256(claims -> claims.subject(null)))).isEqualTo(401);
    }

    @Test
    void an_expiry_in_milliseconds_is_refused_with_the_reason() {
        for (long exp : List.of(in(600).getTime(), 1_000_000_000_000_000_000L, Long.MAX_VALUE)) {
            Api.Answer answer = issuer.api().get("/objects?prefix=p/", hs256With("\"sub\":\"u\",\"exp\":" + exp));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("expected: seconds since 1970, not milliseconds");
        }
        long exp = Instant.now().plus(ClaimTypes.MAX_LIFE).getEpochSecond() - 60;
        assertThat(status(hs256With("\"sub\":\"u\",\"exp\":" + exp))).isEqualTo(200);
    }

    @Test
    void a_subject_that_is_a_number_is_refused_with_the_reason() {
        for (String sub : List.of("42", "12345678901234567890", "1.5")) {
            Api.Answer answer = issuer.api()
                    .get("/objects?prefix=p/", hs256With("\"sub\":" + sub + ",\"exp\":" + (in(600).getTime() / 1_000)));
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("The sub claim is not a string");
        }
    }

    @Test
    void the_pages_are_told_that_no_login_may_come_by_an_address() {
        assertThat(issuer.api()
                        .page("/.well-known/oauth-authorization-server")
                        .json()
                        .required("edgepass_local_logins")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void actuator_shows_no_configuration() {
        String owner = hs256(claims -> claims.claim("app", Map.of("roles", "owner")));
        for (String endpoint : List.of("env", "configprops", "heapdump", "beans")) {
            Api.Answer answer = issuer.api().send("GET", "/actuator/" + endpoint, owner, null);
            assertThat(answer.problem()).isEqualTo("not-found");
        }
    }

    private static int status(String login) {
        return issuer.api().get("/objects?prefix=p/", login).status();
    }

    private static String hs256(Consumer<JWTClaimsSet.Builder> change) {
        try {
            return signed(JWSAlgorithm.HS256, new MACSigner(SECRET), change);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    /** @param members of the claims, as the JSON has them: a library would write others */
    private static String hs256With(String members) {
        JWSObject login = new JWSObject(
                new JWSHeader(JWSAlgorithm.HS256),
                new Payload(
                        "{\"iss\":\"https://app.example\",\"aud\":\"edgepass\",\"paths\":[\"p/\"]," + members + "}"));
        try {
            login.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return login.serialize();
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer, Consumer<JWTClaimsSet.Builder> change)
            throws JOSEException {
        SignedJWT login = new SignedJWT(new JWSHeader(algorithm), claims(change));
        login.sign(signer);
        return login.serialize();
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject("u")
                .issuer("https://app.example")
                .audience("edgepass")
                .claim("paths", List.of("p/"))
                .expirationTime(in(600));
        change.accept(claims);
        return claims.build();
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
