package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The app in {@code examples/agency}, installed and started as its README says. For one thread. */
final class ExampleApp implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final Web web = new Web();
    private final Path folder;
    private final int port;
    private Process process;

    private ExampleApp(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Installs it and starts it for the first time: its secret is there then. */
    static ExampleApp start(Path folder, int port) throws IOException {
        EdgepassCommand.Result installed =
                DocumentedLine.runLine("npm --prefix examples/agency ci --ignore-scripts", EdgepassCommand.ROOT);
        assertThat(installed.exitCode()).as(installed.output()).isZero();
        ExampleApp app = new ExampleApp(folder, port);
        app.start(Map.of());
        return app;
    }

    /** Starts it anew, for a stack that isn't at the default addresses. */
    void restart(RunningStack stack) throws IOException {
        close();
        start(Map.of(
                "ISSUER",
                stack.issuer().toString(),
                "MEDIA",
                stack.edges().get(0).toString(),
                "POLICY_SECRET_FILE",
                stack.data().resolve("keys/path-policy-secret").toString(),
                "TOKEN_TTL",
                "PT15S"));
    }

    private void start(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PORT", Integer.toString(port));
        environment.put("SESSION_SECRET_FILE", sessionSecretFile().toString());
        Path output = folder.resolve("app.out");
        process = DocumentedLine.startLine(
                "npm --prefix examples/agency start", EdgepassCommand.ROOT, environment, output);
        await("the app's first line in " + output).atMost(READY_WITHIN).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
            return Files.readString(output).contains("The app is on " + origin());
        });
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    Path sessionSecretFile() {
        return folder.resolve("keys/session-secret");
    }

    /** What the app gives somebody who logs in: the value of its cookie. */
    String session(String person) {
        Web.Answer answer = web.call(
                "POST",
                URI.create(origin() + "/login"),
                "",
                "{\"name\":\"" + person + "\",\"password\":\"" + person + "-password\"}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(204);
        return answer.header("Set-Cookie").replaceFirst("^session=([^;]+);.*", "$1");
    }

    URI policy() {
        return URI.create(origin() + "/media-policy");
    }

    /** npm passes no signal on to what it has started. */
    @Override
    public void close() {
        ProcessHandle handle = process.toHandle();
        handle.descendants().forEach(ProcessHandle::destroy);
        handle.destroy();
        handle.onExit().join();
    }
}
