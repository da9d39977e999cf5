package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Open pages in a real browser while things are revoked: six tabs, an HTTP/1.1 proxy, two issuers. */
class WatchingIT {
    @Test
    void open_pages_follow_what_is_revoked_and_lifted() throws IOException, InterruptedException {
        Path chromium = Chromium.required();
        RunningStack stack = SharedStack.get();
        Path screenshots = Files.createDirectories(EdgepassCommand.ROOT.resolve("acceptance/target/screenshots"));
        Path output = screenshots.resolve("watching.out");
        int port = freePort();
        Process second = LinuxProcess.of(stack.pid("issuer"))
                .with(word -> word.startsWith("--server.port=") ? "--server.port=" + port : word)
                .start(screenshots.resolve("second-issuer.log"));
        try {
            URI secondIssuer = URI.create("http://127.0.0.1:" + port);
            awaitReady(secondIssuer);
            Process browser = new ProcessBuilder(
                            "node",
                            Chromium.SCRIPTS.resolve("watching.mjs").toString(),
                            chromium.toString(),
                            stack.issuer().toString(),
                            secondIssuer.toString(),
                            stack.login("--sub", "watching", "--paths", SharedStack.PICTURES),
                            stack.login("--sub", "watching-admin", "--admin"),
                            SharedStack.PICTURES,
                            screenshots.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            boolean ended = browser.waitFor(6, TimeUnit.MINUTES);
            browser.destroyForcibly();
            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(browser.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            second.destroy();
            second.onExit().join();
        }
    }

    private static void awaitReady(URI issuer) {
        Web web = new Web();
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() ->
                        web.get(issuer.resolve("/actuator/health/readiness")).status() == 200);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
