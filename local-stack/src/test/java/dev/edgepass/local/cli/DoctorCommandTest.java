package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.cloud.FakeCheckout;
import dev.edgepass.local.cloud.FakeCloudflare;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code doctor} on a folder on which nothing runs, and with an account. */
class DoctorCommandTest {
    private static final List<String> OPTIONS = List.of(
            "--account",
            FakeCloudflare.ACCOUNT,
            "--zone",
            "example.com",
            "--media-host",
            "media.example.com",
            "--issuer-host",
            "issuer.example.com",
            "--bucket",
            "my-media",
            "--app-origin",
            "https://app.example.com");
    private static final String PREFIX = "cloudflare.";

    private final FakeCloudflare cloud = new FakeCloudflare();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final InputStream stdin = System.in;

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        System.setIn(stdin);
        cloud.close();
        assertThat(cloud.complaints()).isEmpty();
        assertThat(out.toString() + err).doesNotContain(FakeCloudflare.TOKEN);
    }

    @Test
    void on_a_folder_without_a_system_it_says_so_and_makes_nothing() {
        JsonNode json = doctor("", "--data", home.resolve("mistyped").toString());

        assertThat(json.path("system").asString()).isEqualTo("none");
        assertThat(levels(json))
                .containsEntry("system.running", "unknown")
                .containsEntry("keys.pepper", "unknown")
                .containsEntry("machine.jdk", "ok")
                .doesNotContainKeys("kafka.reachable", PREFIX + "account");
        assertThat(home.resolve("mistyped")).doesNotExist();
    }

    @Test
    void the_exit_code_is_that_of_the_verdict() {
        int exitCode = execute("", List.of("doctor", "--json", "--data", home.toString()));

        assertThat(exitCode)
                .isEqualTo(
                        JsonMapper.shared().readTree(out.toString()).path("ok").asBoolean() ? 0 : 1);
    }

    @Test
    void before_anything_is_made_each_part_in_the_account_fails() {
        FakeCheckout.make(home);
        String before = cloud.state();

        Map<String, String> levels = account();

        assertThat(cloud.state()).isEqualTo(before);
        assertThat(cloud.changes()).isEmpty();
        assertThat(levels).hasSize(28);
        levels.forEach((id, level) -> assertThat(level)
                .as(id)
                .isEqualTo(id.endsWith("public-access") ? "ok" : id.equals(PREFIX + "allowance") ? "unknown" : "fail"));
    }

    @Test
    void a_deployment_that_is_made_is_well_and_one_that_is_changed_fails() {
        FakeCheckout.make(home);
        makeDeployment();

        Map<String, String> made = account();
        assertThat(made).hasSize(28);
        made.forEach(
                (id, level) -> assertThat(level).as(id).isEqualTo(id.equals(PREFIX + "allowance") ? "unknown" : "ok"));

        cloud.openBucket("my-media");
        assertThat(account()).containsEntry(PREFIX + "media-public-access", "fail");
        cloud.openBucket("edgepass-feed");
        assertThat(account()).containsEntry(PREFIX + "feed-public-access", "fail");
    }

    @Test
    void without_a_token_the_account_of_a_deployment_is_unknown() {
        FakeCheckout.make(home);
        makeDeployment();

        JsonNode json = doctor("", "--data", home.resolve(".edgepass").toString());

        assertThat(levels(json)).containsEntry(PREFIX + "account", "unknown").doesNotContainKey(PREFIX + "worker");
    }

    @Test
    void a_part_that_the_token_may_not_read_is_unknown() {
        FakeCheckout.make(home);
        makeDeployment();
        cloud.forbid("/cfd_tunnel");

        assertThat(account()).containsEntry(PREFIX + "tunnel", "unknown").containsEntry(PREFIX + "worker", "ok");
    }

    private Map<String, String> account() {
        List<String> arguments = new ArrayList<>(OPTIONS);
        arguments.addAll(List.of(
                "--cloudflare",
                "--data",
                home.resolve(".edgepass").toString(),
                "--home",
                home.toString(),
                "--api-base",
                cloud.base().toString()));
        Map<String, String> levels = levels(doctor(FakeCloudflare.TOKEN + "\n", arguments.toArray(String[]::new)));
        levels.keySet().removeIf(id -> !id.startsWith(PREFIX));
        return levels;
    }

    private void makeDeployment() {
        List<String> arguments = new ArrayList<>(List.of("cloud", "up", "--yes"));
        arguments.addAll(OPTIONS);
        arguments.addAll(
                List.of("--home", home.toString(), "--api-base", cloud.base().toString()));
        assertThat(execute(FakeCloudflare.TOKEN + "\n", arguments))
                .as(err.toString())
                .isZero();
    }

    private JsonNode doctor(String input, String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--json"));
        all.addAll(List.of(arguments));
        assertThat(execute(input, all)).as(err.toString()).isIn(0, 1);
        return JsonMapper.shared().readTree(out.toString());
    }

    private static Map<String, String> levels(JsonNode json) {
        Map<String, String> levels = new LinkedHashMap<>();
        json.path("checks")
                .forEach(check -> levels.put(
                        check.path("id").asString(), check.path("level").asString()));
        return levels;
    }

    private int execute(String input, List<String> arguments) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        out.getBuffer().setLength(0);
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments.toArray(String[]::new));
    }
}
