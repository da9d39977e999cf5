package dev.edgepass.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
    @TempDir
    private Path folder;

    @Test
    void the_ready_line_is_told_and_the_rest_is_logged() {
        try (Children children = children()) {
            ChildProcess child = children.start(shell("talker", "echo noise; echo '{\"ready\":true}'; cat", true));

            assertThat(child.awaitReadyLine(Duration.ofSeconds(20))).isEqualTo("{\"ready\":true}");
            assertThat(child.log()).content().isEqualToIgnoringNewLines("noise");
        }
    }

    @Test
    void a_child_that_ends_before_it_is_ready_is_told_with_its_last_words() {
        try (Children children = children()) {
            ChildProcess child = children.start(shell("failing", "echo 'no such luck' >&2; exit 3", true));

            assertThatThrownBy(() -> child.awaitReadyLine(Duration.ofSeconds(20)))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("failing ended while it was starting (exit code 3)")
                    .hasMessageContaining(child.log().toString())
                    .hasMessageContaining("no such luck");
        }
    }

    @Test
    void a_death_is_told_but_an_ordered_end_is_not() throws InterruptedException {
        try (Children children = children()) {
            children.start(shell("stopped", "cat", false));
            children.stop("stopped");

            children.start(shell("dying", "exit 0", false));
            assertThat(children.nextDeath().name()).isEqualTo("dying");
        }
    }

    @Test
    void nothing_starts_any_more_once_all_are_being_ended() {
        Children children = children();
        children.close();

        assertThatThrownBy(() -> children.start(shell("late", "cat", false)))
                .isInstanceOf(StartFailure.class)
                .hasMessage("Can't start late: the stack is being stopped.");
    }

    @Test
    void an_executable_that_is_missing_is_told() {
        try (Children children = children()) {
            ChildCommand command = new ChildCommand("ghost", List.of("/no/such/program"), Map.of(), folder, false);

            assertThatThrownBy(() -> children.start(command))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("/no/such/program");
        }
    }

    private Children children() {
        return new Children(folder.resolve("logs"), folder.resolve("pids"));
    }

    private ChildCommand shell(String name, String script, boolean readyLine) {
        return new ChildCommand(name, List.of("/bin/sh", "-c", script), Map.of(), folder, readyLine);
    }
}
