package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.cloud.FakeCheckout;
import dev.edgepass.local.cloud.FakeCloudflare;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CloudCommandTest {
    private final FakeCloudflare cloud = new FakeCloudflare();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final InputStream stdin = System.in;

    @TempDir
    private Path home;

    @BeforeEach
    void checkout() {
        FakeCheckout.make(home);
    }

    @AfterEach
    void close() {
        System.setIn(stdin);
        cloud.close();
    }

    @Test
    void the_token_and_the_answer_come_by_standard_input() {
        assertThat(run(FakeCloudflare.TOKEN + "\nyes\n", "up"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("22 steps.", "  done     make the Worker edgepass-edge", "Delete it");
        assertThat(home.resolve(".env")).exists();
        assertThat(home.resolve(".edgepass/cloud.json")).exists();
        assertThat(run(FakeCloudflare.TOKEN, "plan")).isZero();
        assertThat(run(FakeCloudflare.TOKEN + "\nno\n", "down")).isEqualTo(1);
        assertThat(run(FakeCloudflare.TOKEN, "down", "--yes")).isZero();
        assertThat(out.toString() + err).doesNotContain(FakeCloudflare.TOKEN);
    }

    @Test
    void the_feeds_keys_are_those_of_the_containers_where_these_are_prepared() throws Exception {
        Path keys = home.resolve(".edgepass/keys");
        Files.createDirectories(keys.resolve("consumer"));
        Files.createDirectories(keys.resolve("public"));

        assertThat(run(FakeCloudflare.TOKEN, "up", "--yes")).as(err.toString()).isZero();

        assertThat(keys.resolve("consumer/feed.jwk")).exists();
        assertThat(keys.resolve("public/feed-public.jwks")).exists();
        assertThat(keys.resolve("feed.jwk")).doesNotExist();
    }

    @Test
    void a_token_that_isnt_accepted_is_one_sentence_without_it() {
        String token = "another-token-of-the-test-0123456789";

        assertThat(run(token + "\n", "up", "--yes")).isEqualTo(1);

        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("knows no such active API token").doesNotContain(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a token\n", "short\n"})
    void what_is_no_token_is_refused_without_being_quoted(String line) {
        assertThat(run(line, "plan")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("That is no API token")
                .doesNotContain("not a token")
                .doesNotContain("short");
        assertThat(cloud.complaints()).isEmpty();
    }

    @Test
    void a_token_is_sent_encrypted_or_to_this_machine_only() {
        assertThat(run(FakeCloudflare.TOKEN, "plan", "--api-base", "http://example.com/client/v4"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--api-base: http://example.com/client/v4 (expected: https://...)");
    }

    @Test
    void wrong_use_is_told_before_the_token_is_read() {
        assertThat(run("", "up", "--bucket", "My Bucket")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--bucket: My Bucket (expected: ");
    }

    @Test
    void the_commands_have_help() {
        for (String command : List.of("plan", "up", "down")) {
            assertThat(new CommandLine(new CloudCommand()).getSubcommands()).containsKey(command);
        }
        assertThat(execute("cloud", "up", "--help")).isZero();
        assertThat(out.toString())
                .contains("--close-bucket=NAME", "--app-origin=ORIGIN")
                .doesNotContain("--api-base");
        assertThat(execute("cloud")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Missing command (expected: plan, up or down).");
    }

    private int run(String input, String command, String... more) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        List<String> arguments = new ArrayList<>(List.of(
                "cloud",
                command,
                "--account",
                FakeCloudflare.ACCOUNT,
                "--zone",
                "Example.com",
                "--media-host",
                "media.example.com",
                "--issuer-host",
                "issuer.example.com",
                "--home",
                home.toString()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--api-base")) {
            arguments.addAll(List.of("--api-base", cloud.base().toString()));
        }
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
