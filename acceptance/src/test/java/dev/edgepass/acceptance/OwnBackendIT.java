package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.local.testing.LoginPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A developer's backend on a local stack: its own sessions, its own answer to who may see what, and its own login page, beside local logins. */
class OwnBackendIT {
    private static final byte[] SECRET = "a secret of the developer's backend".getBytes(StandardCharsets.US_ASCII);
    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

    private static final LoginPage PROVIDER = new LoginPage();

    @TempDir
    private static Path folder;

    private static HttpServer backend;
    private static RunningStack stack;
    private static Product product;

    @BeforeAll
    static void start() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/media-policy", OwnBackendIT::answer);
        backend.start();
        Path secret =
                Files.writeString(folder.resolve("secret"), Base64.getEncoder().encodeToString(SECRET));
        stack = RunningStack.start(
                folder.resolve("data"),
                1,
                Map.of(
                        "EDGEPASS_PAGELOGIN_ISSUERURI",
                        PROVIDER.issuer(),
                        "EDGEPASS_PAGELOGIN_CLIENTID",
                        LoginPage.CLIENT),
                DocumentedCommand.command(
                                "./edgepass up --hs256-secret-file path/to/secret --path-policy http://127.0.0.1:3000/media-policy")
                        .with("path/to/secret", secret)
                        .with(
                                "http://127.0.0.1:3000/media-policy",
                                "http://127.0.0.1:" + backend.getAddress().getPort() + "/media-policy"));
        product = new Product(stack);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
            // They hold a login.
            assertThat(folder.resolve("data/open-gallery.html")).doesNotExist();
            assertThat(folder.resolve("data/open-console.html")).doesNotExist();
        }
        backend.stop(0);
        PROVIDER.close();
    }

    @Test
    void the_console_logs_a_person_in_by_the_provider_and_out_again() throws Exception {
        Chromium.required();

        Chromium.run("page-login", stack.issuer().toString());
    }

    @Test
    void a_session_of_the_backend_and_a_local_login_both_get_a_media_token_where_the_backend_says_so()
            throws Exception {
        String session = session("carla");
        String local = stack.login("--sub", "anna", "--paths", "elsewhere/");

        product.mediaToken(session, "team/");
        product.mediaToken(local, "team/");

        assertThat(ASKED)
                .anySatisfy(question -> assertThat(question).contains("\"subject\":\"carla\""))
                .anySatisfy(question -> assertThat(question).contains("\"subject\":\"anna\""));
        // What the login says doesn't count any more.
        assertThat(mint(local, "elsewhere/").problem()).isEqualTo("path-not-allowed");
    }

    @Test
    void the_output_says_how_sessions_have_to_be_and_holds_no_secret() throws IOException {
        String output = await("the lines after the ready one")
                .until(
                        () -> Files.readString(folder.resolve("data.out")),
                        text -> text.contains("by the bearer token in"));

        assertThat(output)
                .contains(
                        "sessions of your backend: HS256 by " + folder.resolve("secret"),
                        "\"aud\": \"edgepass-issuer\"")
                .contains("by the bearer token in " + folder.resolve("data/keys/path-policy-secret"))
                .contains("gallery file://" + folder.resolve("data/open-gallery.html"))
                .contains("console file://" + folder.resolve("data/open-console.html"))
                .doesNotContain(Base64.getEncoder().encodeToString(SECRET), policySecret())
                // A JWT's beginning.
                .doesNotContain("eyJ");
        assertThat(folder.resolve("data/open-gallery.html")).exists();
    }

    private static Web.Answer mint(String login, String path) {
        return product.api("POST", "access-token", login, "{\"paths\":[\"" + path + "\"]}");
    }

    /** Allows a folder to whoever asks with the secret that the stack has made. */
    private static void answer(HttpExchange exchange) throws IOException {
        String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known =
                ("Bearer " + policySecret()).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        ASKED.add(question);
        byte[] body = "{\"allowed\":[\"team/\"]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String policySecret() throws IOException {
        return Files.readString(folder.resolve("data/keys/path-policy-secret"));
    }

    private static String session(String subject) throws JOSEException {
        SignedJWT session = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(subject)
                        .audience("edgepass-issuer")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        session.sign(new MACSigner(SECRET));
        return session.serialize();
    }
}
