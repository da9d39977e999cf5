package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import dev.edgepass.audit.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditExportCommandTest extends AuditCommands {
    private static final String FIRST = CONTROL + "-00000000000000000000-00000000000000000299.ndjson.zst";

    private Path exported() {
        return folder.resolve("exported");
    }

    private int export(String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "export",
                                "--dir",
                                dir.toString(),
                                "--key",
                                key.toString(),
                                "--to",
                                exported().toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = new ZstdInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(exported())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void each_event_is_a_line_as_the_log_has_it_in_files_named_by_offsets() throws IOException {
        assertThat(export()).isZero();

        assertThat(files())
                .containsExactly(
                        "blob", FIRST, "edgepass.issuance-3-00000000000000000000-00000000000000000004.ndjson.zst");
        List<String> lines = text(exported().resolve(FIRST)).lines().toList();
        assertThat(lines).hasSize(300);
        assertThat(lines.get(7)).startsWith("{\"v\":1,\"offset\":7,").endsWith("\"value\":{\"n\":7,\"past\":\"\"}}");
        assertThat(out.toString())
                .contains(CONTROL + ": 300 events are in " + exported() + ", verified; 1 file written");
    }

    @Test
    void a_file_that_is_there_is_left_and_one_of_a_longer_log_replaces_the_last() throws IOException {
        export();
        Files.setLastModifiedTime(exported().resolve(FIRST), FileTime.fromMillis(1_000));

        assertThat(export()).isZero();
        assertThat(Files.getLastModifiedTime(exported().resolve(FIRST)).toMillis())
                .isEqualTo(1_000);

        write(CONTROL, 301, "");
        assertThat(export()).isZero();
        assertThat(files())
                .contains(CONTROL + "-00000000000000000000-00000000000000000300.ndjson.zst")
                .doesNotContain(FIRST);
    }

    @Test
    void what_a_line_only_names_is_beside_it_and_compared() throws IOException {
        Blob named = Blob.of("no JSON".getBytes(StandardCharsets.UTF_8));
        Path kept = exported().resolve(named.path());

        assertThat(export()).isZero();
        assertThat(kept).hasBinaryContent(named.bytes());
        assertThat(out.toString())
                .contains("edgepass.issuance-3: of these, 1 part was too long for a line, or no JSON");

        Files.writeString(kept, "altered");
        assertThat(export()).isEqualTo(1);
        assertThat(err.toString()).contains("edgepass.issuance-3 isn't exported: " + named.path() + ": altered");

        Files.delete(kept);
        Files.delete(dir.resolve("edgepass.issuance-3").resolve(named.path()));
        err.getBuffer().setLength(0);
        assertThat(export()).isEqualTo(1);
        assertThat(err.toString()).contains("edgepass.issuance-3 isn't exported: " + named.path() + ": missing");
    }

    @Test
    void an_altered_event_is_in_no_file() throws IOException {
        Path bundle = dir.resolve(CONTROL).resolve("tile/entries/000");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 5] ^= 1;
        Files.write(bundle, bytes);

        assertThat(export()).isEqualTo(1);

        assertThat(files()).noneMatch(name -> name.startsWith(CONTROL));
        assertThat(err.toString()).contains(CONTROL + " isn't exported: ");
    }

    @Test
    void an_older_checkpoint_replaces_no_file_with_later_events() throws IOException {
        export();
        write(CONTROL, 299, "");

        assertThat(export()).isEqualTo(1);

        assertThat(files()).contains(FIRST).noneMatch(name -> name.contains("298"));
        assertThat(err.toString())
                .contains(
                        "the folder has events up to 299, which this checkpoint of 299 events doesn't have (" + FIRST);
    }

    @Test
    void a_file_of_another_log_is_named_and_left() throws IOException {
        export();
        write(CONTROL, 300, "another");

        assertThat(export()).isEqualTo(1);

        assertThat(err.toString()).contains(FIRST + " is there already and has other events than the log");
        assertThat(text(exported().resolve(FIRST))).doesNotContain("another");
        assertThat(out.toString()).containsOnlyOnce(CONTROL + ": 300 events are in ");
    }

    @Test
    void a_shorter_file_of_another_log_is_not_replaced() throws IOException {
        export();
        write(CONTROL, 301, "another");

        assertThat(export()).isEqualTo(1);

        assertThat(err.toString()).contains(FIRST + " is there already and has other events than the log");
        assertThat(files()).contains(FIRST);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 40, -1})
    void a_file_that_was_altered_or_cut_is_named(int kept) throws IOException {
        export();
        Path file = exported().resolve(FIRST);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, kept < 0 ? bytes.length + kept : kept));

        assertThat(export()).isEqualTo(1);
        assertThat(err.toString()).contains(FIRST + " is there already");
    }

    @Test
    void people_get_cells() throws IOException {
        assertThat(export("--csv")).isZero();

        List<String> lines = text(exported().resolve(FIRST.replace(".ndjson.", ".csv.")))
                .lines()
                .toList();
        assertThat(lines.get(0)).isEqualTo("offset,time,type,id,key,value");
        assertThat(lines).hasSize(301);
        assertThat(lines.get(8)).startsWith("7,").endsWith(",\"{\"\"n\"\":7,\"\"past\"\":\"\"\"\"}\"");
    }

    @Test
    void a_token_file_that_others_may_read_is_told() throws IOException {
        assertThat(runWithOpenToken("export", "--to", exported().toString())).isEqualTo(2);

        assertThat(err.toString())
                .startsWith("Others may read " + folder.resolve("token") + ": run chmod 600 ")
                .contains("http://127.0.0.1:1/" + CONTROL + "/ can't be read: ");
    }
}
