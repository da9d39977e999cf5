package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An issuer on a developer's machine that a backend tries its own sessions on. */
class LoginsBesideLocalIT {
    /** Long enough for every HMAC, so that only the algorithm can be why one is refused. */
    private static final byte[] SECRET =
            "the secret with which the app's backend signs all its sessions!!".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private static Path folder;

    private static TestIssuer issuer;

    @BeforeAll
    static void start() throws IOException {
        Path secret =
                Files.writeString(folder.resolve("secret"), Base64.getEncoder().encodeToString(SECRET));
        issuer = TestIssuer.with(Map.of("edgepass.identity.hs256-secret-file", secret.toString()));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void local_logins_and_the_backends_sessions_are_both_accepted() throws JOSEException {
        assertThat(ask(TestIssuer.user("anna", "p/")).status()).isEqualTo(200);
        assertThat(ask(hs256(SECRET, claims -> {})).status()).isEqualTo(200);
        assertThat(issuer.api().get("/keys", TestIssuer.admin()).status()).isEqualTo(200);
        assertThat(issuer.api()
                        .get("/keys", hs256(SECRET, claims -> claims.claim("roles", List.of("admin"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_session_is_refused_for_its_own_reason() throws JOSEException {
        assertRefused(hs256(SECRET, claims -> claims.audience("app")), "The aud claim is not valid");
        assertRefused(hs256(SECRET, claims -> claims.audience((String) null)), "The aud claim is not valid");
        assertRefused(hs256(SECRET, claims -> claims.expirationTime(in(-60))), "Jwt expired");
        assertRefused(hs256(SECRET, claims -> claims.expirationTime(null)), "The exp claim is not valid");
        assertRefused(hs256(SECRET, claims -> claims.subject(null)), "The login has no subject");
        byte[] other = SECRET.clone();
        other[0]++;
        assertRefused(hs256(other, claims -> {}), "Invalid signature");
    }

    @Test
    void a_session_that_says_to_be_a_local_login_needs_the_secret_all_the_same() throws JOSEException {
        byte[] other = "a secret that somebody else has, with some more bytes".getBytes(StandardCharsets.US_ASCII);
        assertRefused(hs256(other, claims -> claims.issuer("edgepass-local-identity")), "Invalid signature");
    }

    @Test
    void no_other_algorithm_or_key_is_accepted() throws JOSEException {
        assertThat(ask(signed(JWSAlgorithm.HS384, new MACSigner(SECRET))).status())
                .isEqualTo(401);
        assertThat(ask(signed(JWSAlgorithm.HS512, new MACSigner(SECRET))).status())
                .isEqualTo(401);
        assertThat(ask(new PlainJWT(claims(claims -> {})).serialize()).status()).isEqualTo(401);
        ECDSASigner stranger = new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate());
        assertRefused(signed(JWSAlgorithm.ES256, stranger), "Invalid signature");
        assertThat(ask("no.token.atall").status()).isEqualTo(401);
    }

    @Test
    void the_secret_cannot_be_the_local_identitys_public_key() throws JOSEException {
        byte[] publicKey = TestIssuer.localPublicKeys().getBytes(StandardCharsets.UTF_8);
        assertRefused(hs256(publicKey, claims -> {}), "Invalid signature");
    }

    @Test
    void a_local_login_is_for_the_local_audience_whatever_that_of_sessions_is() throws Exception {
        try (TestIssuer named = TestIssuer.with(Map.of(
                "edgepass.identity.hs256-secret",
                Base64.getEncoder().encodeToString(SECRET),
                "edgepass.identity.audience",
                "app"))) {
            assertThat(ask(named, TestIssuer.user("anna", "p/")).status()).isEqualTo(200);
            assertThat(ask(named, hs256(SECRET, claims -> claims.audience("app")))
                            .status())
                    .isEqualTo(200);
            assertThat(ask(named, hs256(SECRET, claims -> {})).status()).isEqualTo(401);
        }
    }

    private static void assertRefused(String login, String why) {
        Api.Answer answer = ask(login);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains(why);
    }

    private static Api.Answer ask(String login) {
        return ask(issuer, login);
    }

    private static Api.Answer ask(TestIssuer asked, String login) {
        return asked.api().get("/objects?prefix=p/", login);
    }

    private static String hs256(byte[] secret, Consumer<JWTClaimsSet.Builder> change) throws JOSEException {
        SignedJWT login = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims(change));
        login.sign(new MACSigner(secret));
        return login.serialize();
    }

    private static String signed(JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        JWSHeader header =
                new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).build();
        SignedJWT login = new SignedJWT(header, claims(claims -> {}));
        login.sign(signer);
        return login.serialize();
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject("u")
                .audience("edgepass-issuer")
                .claim("paths", List.of("p/"))
                .expirationTime(in(600));
        change.accept(claims);
        return claims.build();
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }
}
