package dev.edgepass.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.audit.Blob;
import dev.edgepass.audit.Leaf;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** An archive as a third party has it: a folder and a public key. */
class AuditCommandTest {
    private static final String NAME = "example.com/audit";
    private static final String CONTROL = "edgepass.control-0";
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path folder;

    private Path dir;
    private Path state;
    private Path key;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void archive() throws IOException {
        dir = Files.createDirectory(folder.resolve("archive"));
        state = folder.resolve("witness");
        key = Files.writeString(folder.resolve("audit.key"), "# of the archive\n\n" + KEY.verifierKey(NAME) + "\n");
        write(CONTROL, 300, "");
        write("edgepass.issuance-3", 5, "");
    }

    @Test
    void whole_logs_hold_by_the_public_key_alone() {
        assertThat(verify()).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(CONTROL
                                        + ": holds, 300 events of example.com/audit/edgepass.control-0/abc, root "),
                        line -> assertThat(line).startsWith("edgepass.issuance-3: holds, 5 events of "),
                        line -> assertThat(line).isEqualTo("All 2 logs hold."));
    }

    @Test
    void one_log_is_verified_by_itself_and_the_key_may_be_its_text() {
        assertThat(run(
                        "verify",
                        "--dir",
                        dir.resolve(CONTROL).toString(),
                        "--key",
                        KEY.verifierKey(NAME).toString()))
                .isZero();

        assertThat(out.toString()).endsWith("The log holds.\n");
    }

    @Test
    void what_was_altered_is_named() throws IOException {
        Path bundle = dir.resolve(CONTROL).resolve("tile/entries/000");
        byte[] bytes = Files.readAllBytes(bundle);
        bytes[bytes.length - 5] ^= 1;
        Files.write(bundle, bytes);
        Files.delete(dir.resolve(CONTROL).resolve("tile/0/001.p/44"));

        assertThat(verify()).isEqualTo(1);

        assertThat(out.toString().lines())
                .contains(
                        CONTROL + ": event 255: altered (tile/entries/000)",
                        CONTROL + ": tile/0/001.p/44: missing",
                        "1 of 2 logs doesn't hold.");
    }

    @Test
    void a_link_in_the_place_of_a_file_is_as_good_as_none() throws IOException {
        Path tile = dir.resolve(CONTROL).resolve("tile/0/000");
        Path moved = Files.move(tile, folder.resolve("tile"));
        Files.createSymbolicLink(tile, moved);

        assertThat(verify()).isEqualTo(1);

        assertThat(out.toString()).contains(CONTROL + ": tile/0/000: missing");
    }

    @Test
    void a_folder_without_a_log_or_a_key_that_is_none_gives_no_verdict() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertThat(run("verify", "--dir", empty.toString(), "--key", key.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("There is no log in " + empty);
        assertThat(run("verify", "--dir", folder.resolve("typo").toString(), "--key", key.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file or folder");
        assertThat(run("verify", "--dir", dir.toString(), "--key", "example.com/audit+1+2"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is neither a verifier key nor a file of them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit",
                "audit verify",
                "audit verify --dir .",
                "audit prove edgepass.control-0 --dir . --key k",
                "audit prove edgepass.control-0 many --dir . --key k",
                "audit check-proof",
                "audit witness --dir . --key k",
                "audit witness --key k --state s --name n",
                "audit witness --dir . --url http://localhost/ --key k --state s --name n"
            })
    void wrong_use_gets_one_sentence_and_exit_code_2(String line) {
        assertThat(execute(line.split(" "))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1).first().asString().endsWith("--help.");
    }

    @Test
    void an_event_is_proved_without_its_log() throws IOException {
        Path proof = folder.resolve("event.tlog-proof");

        assertThat(prove(CONTROL, 17, proof)).isZero();
        assertThat(Files.readString(folder.resolve("event.json"))).startsWith("{\"v\":1,\"offset\":17,");
        out.getBuffer().setLength(0);
        assertThat(run("check-proof", proof.toString(), "--key", key.toString()))
                .isZero();

        assertThat(out.toString())
                .isEqualTo("The proof holds: this is event 17 of example.com/audit/edgepass.control-0/abc, as signed at"
                        + " 300 events.\n");
    }

    @Test
    void a_proof_isnt_one_of_another_event_or_key() throws IOException {
        Path proof = folder.resolve("event.tlog-proof");
        Path event = folder.resolve("event.json");
        prove(CONTROL, 17, proof);
        String line = Files.readString(event);

        Files.writeString(event, line + "\n");
        assertThat(run("check-proof", proof.toString(), "--key", key.toString()))
                .as("a line feed that an editor has added")
                .isZero();
        Files.writeString(event, line.replace("\"n\":17", "\"n\":18"));
        assertThat(run("check-proof", proof.toString(), "--key", key.toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("The proof doesn't hold: proof: the log hasn't this entry at this index.");
        Files.writeString(event, line);
        String other = SigningKey.generate().verifierKey(NAME).toString();
        assertThat(run("check-proof", proof.toString(), "--key", other)).isEqualTo(1);
    }

    @Test
    void the_blob_of_an_event_is_named() {
        assertThat(prove("edgepass.issuance-3", 1, folder.resolve("event.tlog-proof")))
                .isZero();

        assertThat(out.toString())
                .contains("edgepass.issuance-3/"
                        + Blob.of("no JSON".getBytes(UTF_8)).path() + ": a part of it");
    }

    @Test
    void a_log_that_was_altered_proves_nothing_and_no_file_is_replaced() throws IOException {
        Path proof = folder.resolve("event.tlog-proof");
        Path tile = dir.resolve(CONTROL).resolve("tile/0/001.p/44");
        byte[] bytes = Files.readAllBytes(tile);
        Files.write(tile, new byte[bytes.length]);

        assertThat(prove(CONTROL, 17, proof)).isEqualTo(1);
        assertThat(err.toString()).contains("The log can't prove it", "Run edgepass audit verify.");
        assertThat(proof).doesNotExist();
        Files.write(tile, bytes);
        assertThat(prove(CONTROL, 300, proof)).isEqualTo(2);
        assertThat(prove("edgepass.usage-0", 0, proof)).isEqualTo(2);
        assertThat(err.toString()).contains("(expected: edgepass.control-0, edgepass.issuance-3)");
        assertThat(prove(CONTROL, 17, proof)).isZero();
        assertThat(prove(CONTROL, 18, proof)).isEqualTo(2);
    }

    @Test
    void a_witness_cosigns_a_log_that_goes_on() throws IOException {
        assertThat(witness()).isZero();
        assertThat(out.toString())
                .contains(CONTROL + ": seen for the first time, at 300 events.\n")
                .contains("the witness's verifier key is witness.example/w1+");
        write(CONTROL, 700, "");
        out.getBuffer().setLength(0);

        assertThat(witness()).isZero();

        assertThat(out.toString())
                .contains(CONTROL + ": 700 events, which continue the 300 events before.\n")
                .contains("edgepass.issuance-3: unchanged, at 5 events.\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("witness.jwk"))))
                .isEqualTo("rw-------");
        assertThat(memory()).hasSize(2);
    }

    @Test
    void a_proof_is_checked_to_be_cosigned_where_a_witness_is_named() throws IOException {
        Path proof = folder.resolve("event.tlog-proof");
        witness();
        String said = out.toString();
        String witness = said.substring(said.lastIndexOf("witness.example")).strip();
        prove(CONTROL, 17, proof);
        assertThat(run("check-proof", proof.toString(), "--key", key.toString(), "--witness", witness))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none of the witnesses has cosigned its checkpoint");

        for (Path cosigned : memory()) {
            if (Files.readString(cosigned).contains("edgepass.control")) {
                Files.copy(cosigned, dir.resolve(CONTROL).resolve("checkpoint"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path second = folder.resolve("second.tlog-proof");
        prove(CONTROL, 17, second);
        assertThat(run("check-proof", second.toString(), "--key", key.toString(), "--witness", witness))
                .isZero();
        assertThat(out.toString()).contains("Cosigned by witness.example/w1 at 20");
        assertThat(verify()).isZero();
    }

    @Test
    void a_log_that_went_back_is_told_and_not_remembered() throws IOException {
        assertThat(witness()).isZero();
        String remembered = remembered();
        write(CONTROL, 200, "");

        assertThat(witness()).isEqualTo(1);

        assertThat(out.toString())
                .contains(CONTROL + ": ROLLBACK: it is of 200 events, and was of 300 events before. Keep both");
        assertThat(remembered()).isEqualTo(remembered).contains("\n300\n");
        write(CONTROL, 300, "");
        assertThat(witness()).isZero();
    }

    @Test
    void a_log_with_another_past_is_told_and_not_remembered() throws IOException {
        assertThat(witness()).isZero();
        String remembered = remembered();
        write(CONTROL, 300, "another ");

        assertThat(witness()).isEqualTo(1);
        assertThat(out.toString()).contains(CONTROL + ": FORK: two roots are signed for 300 events.");
        write(CONTROL, 700, "another ");
        assertThat(witness()).isEqualTo(1);
        assertThat(out.toString())
                .contains(CONTROL + ": FORK: no proof that its 700 events continue the 300 events before.");

        assertThat(remembered()).isEqualTo(remembered);
        assertThat(verify()).as("by itself the other log holds").isZero();
    }

    @Test
    void an_altered_memory_gives_no_verdict() throws IOException {
        witness();
        for (Path file : memory()) {
            Files.writeString(file, Files.readString(file).replace("\n300\n", "\n200\n"));
        }

        assertThat(witness()).isEqualTo(2);
        assertThat(err.toString()).contains("The memory of the witness is altered");
    }

    @Test
    void a_name_that_no_key_may_have_is_refused() {
        assertThat(run(
                        "witness",
                        "--dir",
                        dir.toString(),
                        "--key",
                        key.toString(),
                        "--state",
                        state.toString(),
                        "--name",
                        "my witness"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("'my witness' can't be a witness's name");
    }

    /** A log of that size in the place of the one that is there. */
    private void write(String name, int size, String past) throws IOException {
        Path log = dir.resolve(name);
        if (Files.exists(log)) {
            try (Stream<Path> files = Files.walk(log)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        TreeWriter writer = TreeWriter.begin((tile, bytes) -> put(log.resolve(tile.path()), bytes));
        for (int i = 0; i < size; i++) {
            String value =
                    name.contains("issuance") && i == 1 ? "no JSON" : "{\"n\":" + i + ",\"past\":\"" + past + "\"}";
            Leaf leaf = Leaf.of(new ArchivedRecord(i, i, List.of(), null, value.getBytes(UTF_8)));
            for (Blob blob : leaf.blobs()) {
                put(log.resolve(blob.path()), blob.bytes());
            }
            writer.append(leaf.line());
        }
        Checkpoint checkpoint = new Checkpoint(NAME + "/" + name + "/abc", writer.seal());
        put(log.resolve("checkpoint"), KEY.sign(NAME, checkpoint).toBytes());
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private List<Path> memory() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList();
        }
    }

    /** Of the control log. The other one is cosigned at each look, with the time. */
    private String remembered() throws IOException {
        for (Path file : memory()) {
            String note = Files.readString(file);
            if (note.contains(CONTROL)) {
                return note;
            }
        }
        throw new AssertionError("the control log isn't remembered");
    }

    private int verify() {
        return run("verify", "--dir", dir.toString(), "--key", key.toString());
    }

    private int prove(String log, int offset, Path proof) {
        return run(
                "prove",
                log,
                Integer.toString(offset),
                "--dir",
                dir.toString(),
                "--key",
                key.toString(),
                "--output",
                proof.toString());
    }

    private int witness() {
        return run(
                "witness",
                "--dir",
                dir.toString(),
                "--key",
                key.toString(),
                "--state",
                state.toString(),
                "--name",
                "witness.example/w1");
    }

    private int run(String... arguments) {
        return execute(Stream.concat(Stream.of("audit"), Stream.of(arguments)).toArray(String[]::new));
    }

    private int execute(String... words) {
        CommandLine commandLine = EdgepassCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }
}
