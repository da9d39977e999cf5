package dev.edgepass.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.Blob;
import dev.edgepass.jdk.Ed25519KeyFile;
import dev.edgepass.tlog.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the archive itself proves. */
class AuditCommandTest extends AuditCommands {
    @Test
    void whole_logs_hold_by_the_public_key_alone() {
        assertThat(verify()).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(
                                        CONTROL
                                                + ": holds, 300 events of example.com/audit/edgepass.control/0/AAAAAAAAAAAAAAAAAAAAAA, root "),
                        line -> assertThat(line).startsWith("edgepass.issuance-3: holds, 5 events of "),
                        line -> assertThat(line).matches("Read 305 events in [0-9.]+ s \\([0-9,]+ events/s\\)\\."),
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
    void the_key_of_an_archive_is_that_of_its_folder_and_name() {
        Path data = folder.resolve("data");
        assertThat(run("key", "--data", data.toString())).isNotZero();
        assertThat(err.toString()).contains("There is no key of an archive in ");
        SigningKey key = Ed25519KeyFile.loadOrCreate(data.resolve("keys/audit.jwk"));

        assertThat(run("key", "--data", data.toString(), "--name", NAME)).isZero();
        assertThat(out.toString().strip()).isEqualTo(key.verifierKey(NAME).toString());
        assertThat(run("key", "--data", data.toString(), "--name", "two words")).isNotZero();
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
    void a_log_in_the_folder_of_another_proves_and_exports_nothing() throws IOException {
        Path copied = dir.resolve(CONTROL);
        Path control = Files.move(copied, folder.resolve(CONTROL));
        copy(dir.resolve("edgepass.issuance-3"), copied);

        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        CONTROL + ": checkpoint: altered",
                        "it is of example.com/audit/edgepass.issuance/3/AAAAAAAAAAAAAAAAAAAAAA",
                        "1 of 2 logs doesn't hold.");
        assertThat(prove(CONTROL, 1, folder.resolve("event.tlog-proof"))).isEqualTo(1);
        String exported = folder.resolve("exported").toString();
        assertThat(run("export", "--dir", dir.toString(), "--key", key.toString(), "--to", exported))
                .isEqualTo(1);
        assertThat(err.toString()).contains(CONTROL + " isn't exported: checkpoint: it is of ");
        assertThat(witness()).isEqualTo(1);

        assertThat(run("verify", "--dir", control.toString(), "--key", key.toString()))
                .isZero();
    }

    @Test
    void a_log_under_both_of_its_names_is_one_log() throws IOException {
        copy(dir.resolve(CONTROL), dir.resolve(CONTROL + ".AAAAAAAAAAAAAAAAAAAAAA"));

        assertThat(verify()).isEqualTo(1);

        assertThat(out.toString()).contains(CONTROL + ".AAAAAAAAAAAAAAAAAAAAAA: the same log as " + CONTROL);
    }

    private static void copy(Path log, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(log)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(log.relativize(file).toString()));
            }
        }
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
                .isEqualTo(
                        "The proof holds: this is event 17 of example.com/audit/edgepass.control/0/AAAAAAAAAAAAAAAAAAAAAA, as signed at"
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
        assertThat(run("check-proof", folder.resolve("event.tlog-proof").toString(), "--key", key.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("isn't in that file, and wasn't looked at: 7 bytes with the SHA-256 "
                        + Blob.of("no JSON".getBytes(UTF_8)).sha256());
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
}
