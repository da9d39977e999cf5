package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PassphraseMixinTest {
    @TempDir
    Path folder;

    private final PassphraseMixin passphrase = new PassphraseMixin();
    private final StringWriter err = new StringWriter();

    @Test
    void the_first_line_of_a_file_is_the_passphrase() throws IOException {
        Path file = file("  pass phrase ä \nmore\n", "rw-------");

        assertThat(chosen(file)).isEqualTo("pass phrase ä".getBytes(StandardCharsets.UTF_8));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void a_file_that_others_may_read_is_told() throws IOException {
        Path file = file("a long passphrase", "rw-r-----");

        chosen(file);

        assertThat(err.toString()).contains("Others may read " + file + ": run chmod 600");
    }

    @Test
    void a_short_one_makes_no_backup_and_opens_one_that_there_is() throws IOException {
        Path file = file("12345678901", "rw-------");

        assertThatThrownBy(() -> chosen(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("The passphrase has 11 characters (expected: at least 12)")
                .hasMessageNotContaining("12345678901");
        assertThat(passphrase.known(new PrintWriter(err, true))).hasSize(11);
    }

    @Test
    void a_file_that_isnt_there_is_told() {
        assertThatThrownBy(() -> chosen(folder.resolve("no")))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("(there is no such file or folder)");
    }

    private byte[] chosen(Path file) {
        new CommandLine(passphrase).parseArgs("--passphrase-file", file.toString());
        return passphrase.chosen(new PrintWriter(err, true));
    }

    private Path file(String text, String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("passphrase"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
