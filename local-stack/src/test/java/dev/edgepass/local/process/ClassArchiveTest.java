package dev.edgepass.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    private Path folder;

    private Path jar;

    @BeforeEach
    void makeJar() throws IOException {
        jar = Files.writeString(folder.resolve("app.jar"), "one build");
    }

    @Test
    void a_jvm_is_told_of_an_archive_only_once_a_trial_run_has_written_it() {
        assertThat(archive().options()).isEmpty();

        archive().write(options -> shell("touch " + written(options)));

        assertThat(archive().exists()).isTrue();
        assertThat(archive().options()).hasSize(1).first().asString().startsWith("-XX:SharedArchiveFile=");
    }

    @Test
    void another_build_needs_another_archive_and_its_own_replaces_the_old_one() throws IOException {
        archive().write(options -> shell("touch " + written(options)));

        Files.writeString(jar, "another build");

        assertThat(archive().exists()).isFalse();
        archive().write(options -> shell("touch " + written(options)));
        try (var files = Files.list(folder.resolve("cds"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void a_trial_run_that_fails_leaves_nothing_behind() {
        assertThatThrownBy(() -> archive().write(options -> shell("touch " + written(options) + "; exit 3")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("the trial run ended with status 3");

        assertThat(archive().exists()).isFalse();
        assertThat(folder.resolve("cds")).isEmptyDirectory();
    }

    private ClassArchive archive() {
        return ClassArchive.of("app", List.of(jar), folder.resolve("cds"));
    }

    private static String written(List<String> options) {
        assertThat(options).hasSize(1).first().asString().startsWith("-XX:ArchiveClassesAtExit=");
        return options.get(0).substring("-XX:ArchiveClassesAtExit=".length());
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", script).start();
    }
}
