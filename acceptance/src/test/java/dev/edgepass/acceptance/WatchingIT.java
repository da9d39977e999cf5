package dev.edgepass.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Open pages in a real browser while things are revoked: six tabs, an HTTP/1.1 proxy, two issuers. */
class WatchingIT {
    @Test
    void open_pages_follow_what_is_revoked_and_lifted() throws IOException, InterruptedException {
        Chromium.required();
        RunningStack stack = SharedStack.get();
        int port = RunningStack.freeRange();
        Process second = LinuxProcess.of(stack.pid("issuer"))
                .at(port)
                .start(EdgepassCommand.ROOT.resolve("acceptance/target/second-issuer.log"));
        try {
            URI secondIssuer = URI.create("http://127.0.0.1:" + port);
            awaitReady(secondIssuer);
            Chromium.run(
                    "watching",
                    stack.issuer().toString(),
                    secondIssuer.toString(),
                    stack.login("--sub", "watching", "--paths", SharedStack.PICTURES),
                    stack.login("--sub", "watching-admin", "--admin"),
                    SharedStack.PICTURES);
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
}
