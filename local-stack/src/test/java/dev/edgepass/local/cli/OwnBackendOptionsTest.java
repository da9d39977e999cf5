package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.OwnBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code up}'s options for a backend of the developer's own. */
class OwnBackendOptionsTest {
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--audience app",
                "--path-policy-secret-file f",
                "--hs256-secret-file f --audience=",
                "--path-policy /p",
                "--path-policy http://app.example/p",
                "--path-policy https://u:hunter2@app.example/p",
                "--path-policy https://u:hunter2@app.example\\p",
                "--path-policy https://app.example/p?key=hunter2"
            })
    void options_that_cannot_be_are_one_sentence_and_exit_code_2(String line) {
        assertThat(up(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .endsWith("--help.")
                .doesNotContain("hunter2");
    }

    @Test
    void a_file_that_holds_no_secret_is_one_sentence_before_anything_starts() throws Exception {
        String none = folder.resolve("none").toString();
        String notBase64 = file("not-base64", "hunter2-hunter2-hunter2-hunter2-hunter2");
        String tooShort = file("short", Base64.getEncoder().encodeToString(new byte[31]));
        String bytes = folder.resolve("bytes").toString();
        Files.write(Path.of(bytes), new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 1});

        assertRefused(none, "--hs256-secret-file: can't read " + none + " (there is no such file or folder)");
        assertRefused(folder.toString(), "--hs256-secret-file: can't read " + folder);
        assertRefused(notBase64, "--hs256-secret-file: " + notBase64 + " isn't base64: ");
        assertRefused(bytes, "--hs256-secret-file: " + bytes + " isn't base64: ");
        assertRefused(tooShort, "--hs256-secret-file: " + tooShort + " has 31 bytes (expected: at least 32): ");
    }

    @Test
    void a_policys_secret_is_one_word() throws Exception {
        for (String text : List.of("", "\n", "hunter2 hunter2", "hunter2\r\nhunter2", "h\u00fcnter2")) {
            String file = file("policy", text);

            assertThat(up("--path-policy", "http://127.0.0.1:1/p", "--path-policy-secret-file", file))
                    .isEqualTo(1);
            assertThat(sentence())
                    .startsWith("--path-policy-secret-file: " + file + " isn't one word of ASCII")
                    .doesNotContain("hunter2");
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_secret_that_others_can_read_is_warned_of() throws Exception {
        Path file = Path.of(file("secret", SECRET));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(BackendMixin.warnings(sessions(file)))
                .containsExactly("Others on this machine can read or change " + file + ": run chmod 600 on it.");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(BackendMixin.warnings(sessions(file))).isEmpty();
    }

    @Test
    void up_says_how_sessions_have_to_be_and_where_the_policys_secret_is() {
        OwnBackend backend = new OwnBackend(
                Optional.of(new OwnBackend.Sessions(folder.resolve("s"), "app")),
                Optional.of(new OwnBackend.Policy(URI.create("http://127.0.0.1:3000/p"), Optional.empty())));

        assertThat(BackendMixin.lines(backend, new DataFolder(folder)))
                .containsExactly(
                        "  sessions of your backend: HS256 by " + folder.resolve("s")
                                + ", with \"aud\": \"app\", \"sub\" (a string) and \"exp\" (in seconds): docs/identity.md",
                        "  who may see what is asked at http://127.0.0.1:3000/p, by the bearer token in "
                                + folder.resolve("keys/path-policy-secret"));
        assertThat(BackendMixin.lines(OwnBackend.NONE, new DataFolder(folder))).isEmpty();
    }

    private void assertRefused(String file, String why) {
        assertThat(up("--hs256-secret-file", file)).isEqualTo(1);
        assertThat(sentence()).startsWith(why).doesNotContain("hunter2");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    /** What it said, but for warnings. */
    private String sentence() {
        List<String> lines = err.toString()
                .lines()
                .filter(line -> !line.startsWith("Others on this machine"))
                .toList();
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    private static OwnBackend sessions(Path file) {
        return new OwnBackend(Optional.of(new OwnBackend.Sessions(file, "app")), Optional.empty());
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int up(String... arguments) {
        err.getBuffer().setLength(0);
        List<String> line =
                new ArrayList<>(List.of("up", "--data", folder.resolve("data").toString()));
        line.addAll(List.of(arguments));
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(line.toArray(String[]::new));
    }
}
