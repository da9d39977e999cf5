package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

/** What a witness adds: its memory, and a second signature. */
class AuditWitnessCommandTest extends AuditCommands {
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

    @Test
    void a_token_file_that_others_may_read_is_told() throws IOException {
        assertThat(runWithOpenToken("witness", "--state", state.toString(), "--name", "witness.example/w1"))
                .isEqualTo(2);

        assertThat(err.toString())
                .startsWith("Others may read " + folder.resolve("token") + ": run chmod 600 ")
                .contains("http://127.0.0.1:1/" + CONTROL + "/ can't be read: ");
    }
}
