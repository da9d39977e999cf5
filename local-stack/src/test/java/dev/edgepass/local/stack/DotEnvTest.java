package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {
    @TempDir
    private Path folder;

    @Test
    void a_new_file_is_readable_for_its_owner_only() throws Exception {
        DotEnv env = env(null);

        env.set(Map.of("A", "1"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(env.file())))
                .isEqualTo("rw-------");
        assertThat(env.file()).hasContent("A=1");
        assertThat(env.isOpen()).isFalse();
    }

    @Test
    void a_variable_is_set_where_it_counts_and_other_lines_stay() throws Exception {
        DotEnv env = env("# A=no\nA=1\nexport A = 'two'\n\nAB=\"x\"\r\nnot a line");

        assertThat(env.value("A")).isEqualTo("two");
        env.set(Map.of("A", "three"));

        assertThat(env.file()).content().isEqualTo("# A=no\nA=1\nA=three\n\nAB=\"x\"\nnot a line\n");
        assertThat(env.value("AB")).isEqualTo("x");
        assertThat(env.has("not")).isFalse();
    }

    @Test
    void a_folder_with_spaces_is_itself_again() throws Exception {
        DotEnv env = env(null);

        env.set(Map.of("EDGEPASS_DATA", "/home/ann/my media #2/$x"));

        assertThat(env.file()).hasContent("EDGEPASS_DATA='/home/ann/my media #2/$x'");
        assertThat(env.value("EDGEPASS_DATA")).isEqualTo("/home/ann/my media #2/$x");
    }

    @Test
    void a_link_to_the_file_stays_a_link() throws Exception {
        Path real = Files.writeString(folder.resolve("real"), "A=1\n");
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        new DotEnv(link).set(Map.of("A", "2"));

        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("A=2");
    }

    @Test
    void a_value_that_would_mean_something_else_there_is_refused_without_being_told() throws Exception {
        DotEnv env = env("A=1\n");

        assertThatThrownBy(() -> env.set(Map.of("A", "x\nB=$HOME")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("The value of A ")
                .hasMessageNotContaining("HOME");
        assertThat(env.file()).hasContent("A=1");
    }

    private DotEnv env(String content) throws Exception {
        Path file = folder.resolve(".env");
        if (content != null) {
            Files.writeString(file, content);
        }
        return new DotEnv(file);
    }
}
