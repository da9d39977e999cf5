package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.local.testing.LoginPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A developer's app on a local stack, the one in {@code examples/agency}: its own sessions, its own answer to who may see what, its page; and a login page, beside local logins. */
class OwnBackendIT {
    private static final LoginPage PROVIDER = new LoginPage();

    @TempDir
    private static Path folder;

    private static ExampleApp app;
    private static RunningStack stack;
    private static Product product;

    @BeforeAll
    static void start() throws IOException {
        app = ExampleApp.start(folder, freePort());
        stack = RunningStack.start(
                folder.resolve("data"),
                1,
                Map.of(
                        "EDGEPASS_PAGELOGIN_ISSUERURI",
                        PROVIDER.issuer(),
                        "EDGEPASS_PAGELOGIN_CLIENTID",
                        LoginPage.CLIENT),
                DocumentedCommand.command(
                                "EDGEPASS_WEB_ALLOWEDORIGINS=http://127.0.0.1:3000 ./edgepass up --media examples/agency/media --hs256-secret-file examples/agency/keys/session-secret --path-policy http://127.0.0.1:3000/media-policy")
                        .and(
                                "./edgepass up --hs256-secret-file examples/agency/keys/session-secret --path-policy http://127.0.0.1:3000/media-policy")
                        .with("http://127.0.0.1:3000", app.origin())
                        .with("examples/agency/media", EdgepassCommand.ROOT.resolve("examples/agency/media"))
                        .with("examples/agency/keys/session-secret", app.sessionSecretFile())
                        .with("http://127.0.0.1:3000/media-policy", app.policy()));
        product = new Product(stack);
        app.restart(stack);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
            // They hold a login.
            assertThat(folder.resolve("data/open-gallery.html")).doesNotExist();
            assertThat(folder.resolve("data/open-console.html")).doesNotExist();
        }
        if (app != null) {
            app.close();
        }
        PROVIDER.close();
    }

    @Test
    void the_examples_page_shows_a_persons_media_through_renewal_withdrawal_and_logout() throws Exception {
        Chromium.required();

        Chromium.run("example", app.origin(), stack.issuer().toString(), stack.login("--sub", "operator", "--admin"));
    }

    @Test
    void the_console_logs_a_person_in_by_the_provider_and_out_again() throws Exception {
        Chromium.required();

        Chromium.run("page-login", stack.issuer().toString());
    }

    @Test
    void a_session_of_the_backend_and_a_local_login_both_get_a_media_token_where_the_backend_says_so() {
        String session = app.session("ben");
        String local = stack.login("--sub", "ben", "--paths", "elsewhere/");

        product.mediaToken(session, "projects/43/");
        product.mediaToken(local, "projects/43/");

        assertThat(mint(session, "projects/42/").problem()).isEqualTo("path-not-allowed");
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
                        "sessions of your backend: HS256 by " + app.sessionSecretFile(), "\"aud\": \"edgepass-issuer\"")
                .contains("by the bearer token in " + folder.resolve("data/keys/path-policy-secret"))
                .contains("gallery file://" + folder.resolve("data/open-gallery.html"))
                .contains("console file://" + folder.resolve("data/open-console.html"))
                .doesNotContain(Files.readString(app.sessionSecretFile()), policySecret())
                // A JWT's beginning.
                .doesNotContain("eyJ");
        assertThat(folder.resolve("data/open-gallery.html")).exists();
    }

    private static Web.Answer mint(String login, String path) {
        return product.api("POST", "access-token", login, "{\"paths\":[\"" + path + "\"]}");
    }

    private static String policySecret() throws IOException {
        return Files.readString(folder.resolve("data/keys/path-policy-secret"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
