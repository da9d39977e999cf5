package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code edgepass} command: the main job, its help and its refusals. */
class CommandLineIT {
    @TempDir
    Path folder;

    @AfterEach
    void keepLogs() {
        StackLogs.keep(folder.resolve("data"));
    }

    @Test
    void the_demo_plays_the_whole_life_of_a_token_and_all_of_it_holds() {
        EdgepassCommand.Result demo = DocumentedCommand.command("./edgepass demo")
                .plus("--data", folder.resolve("data"), "--port-base", RunningStack.freeRange())
                .run(Duration.ofMinutes(4));

        assertThat(demo.exitCode()).as(() -> demo.output() + edgeLog()).isZero();
        assertThat(demo.output()).contains("All of it held.").doesNotContain("DID NOT HOLD");
    }

    @Test
    void the_demo_plays_with_a_folder_of_the_users_and_names_the_files_that_cant_be_objects() throws IOException {
        Path media = SharedStack.media(folder);
        Files.writeString(media.resolve(".hidden"), "");
        EdgepassCommand.Result demo = EdgepassCommand.run(
                Duration.ofMinutes(4),
                "demo",
                "--media",
                media.toString(),
                "--pops",
                "2",
                "--data",
                folder.resolve("data").toString(),
                "--port-base",
                Integer.toString(RunningStack.freeRange()));

        assertThat(demo.exitCode()).as(() -> demo.output() + edgeLog()).isZero();
        assertThat(demo.output())
                .contains("7 images warm, right to the byte", "into film.mp4", "All of it held.")
                .containsPattern("(?m)^  Not uploaded: \\.hidden: hidden \\(.*\\)$")
                .containsPattern("(?m)^  Not uploaded: 1 in all\\. Going on with the other files: \\d+\\.$");
        assertThat(folder.resolve("data/demo-media")).doesNotExist();
    }

    /** Where a location was silent, it says more than the demo's own words. */
    private String edgeLog() {
        try {
            return Files.readString(folder.resolve("data/logs/edge.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "help up", "help bench", "bench help", "bench help edge"})
    void help_is_a_command_too(String line) {
        EdgepassCommand.Result help = EdgepassCommand.run(Duration.ofSeconds(60), line.split(" "));

        assertThat(help.exitCode()).as(help.output()).isZero();
        assertThat(help.output()).contains("Usage: edgepass");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "demo",
                "login",
                "status",
                "doctor",
                "replay",
                "rotate-feed-key",
                "backup",
                "restore",
                "prepare-containers"
            })
    void every_command_explains_itself(String command) {
        EdgepassCommand.Result help = EdgepassCommand.run(Duration.ofSeconds(60), command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).contains("Usage: edgepass " + command).contains("--data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"up --pops 0", "up --pops many", "up --port-base 70000", "dance", "login --sub", "up --colour"})
    void wrong_use_is_one_sentence_and_exit_code_2(String line) {
        EdgepassCommand.Result result = EdgepassCommand.run(Duration.ofSeconds(60), line.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.output().strip().lines()).hasSizeBetween(1, 2);
    }

    @Test
    void a_folder_whose_log_has_another_number_of_brokers_is_refused() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("kafka/logs"));

        EdgepassCommand.Result up = EdgepassCommand.run(
                Duration.ofSeconds(60),
                "up",
                "--brokers",
                "3",
                "--data",
                data.toString(),
                "--port-base",
                Integer.toString(RunningStack.freeRange()));

        assertThat(up.exitCode()).as(up.output()).isOne();
        assertThat(up.output()).contains("is one of 1 broker (--brokers: 3)").contains("backup and restore");
        assertThat(data.resolve("stack.json")).doesNotExist();
    }

    @Test
    void what_is_not_running_is_said_so() {
        EdgepassCommand.Result status = EdgepassCommand.run(
                Duration.ofSeconds(60),
                "status",
                "--data",
                folder.resolve("nothing").toString());

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.output()).contains("edgepass up");
    }
}
