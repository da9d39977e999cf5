package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
    private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

    /** The specification's, with the cosignature that tlog-cosignature adds. */
    private static final String EXAMPLE = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
            """;

    private static final SigningKey LOG = SigningKey.generate();
    private static final SigningKey WITNESS = SigningKey.generate();
    private static final Checkpoint CHECKPOINT =
            new Checkpoint("example.com/audit/a/0", new TreeHead(5, Hash.parse(ROOT)));

    @Test
    void the_specifications_example_is_read() {
        SignedNote note = SignedNote.parse(EXAMPLE.getBytes(UTF_8));
        Checkpoint checkpoint = Checkpoint.parse(note.text());

        assertThat(checkpoint.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(checkpoint.head()).isEqualTo(new TreeHead(20_852_163, Hash.parse(ROOT)));
        assertThat(checkpoint).hasToString(note.text());
        // The time of the specification's signed message.
        assertThat(Cosignature.seconds(note.signatures().get(1).bytes())).isEqualTo(1_679_315_147);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a\n0\n",
                "\n1\n" + ROOT + "\n",
                "a\n01\n" + ROOT + "\n",
                "a\n+1\n" + ROOT + "\n",
                "a\n-1\n" + ROOT + "\n",
                "a\n1 \n" + ROOT + "\n",
                "a\n\u0661\n" + ROOT + "\n",
                "a\n9223372036854775808\n" + ROOT + "\n",
                "a\n99999999999999999999999\n" + ROOT + "\n",
                "a\n0\n" + ROOT + "\n",
                "a\n1\n" + ROOT,
                "a\n1\n" + ROOT + "=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I=\n",
                "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
                "a\n1\n" + ROOT + "\nextension\n",
                "a\n1\n" + ROOT + "\n\n"
            })
    void what_isnt_the_three_lines_is_refused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void the_largest_size_is_read() {
        assertThat(Checkpoint.parse("a\n9223372036854775807\n" + ROOT + "\n")
                        .head()
                        .size())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_log_signs_with_the_key_of_its_name_or_of_a_folder_of_it() {
        for (String name : List.of("example.com/audit/a/0", "example.com/audit")) {
            UnverifiedCheckpoint read =
                    UnverifiedCheckpoint.parse(LOG.sign(name, CHECKPOINT).toBytes());

            assertThat(read.origin()).isEqualTo(CHECKPOINT.origin());
            assertThat(read.verify(List.of(LOG.verifierKey(name))).head()).isEqualTo(CHECKPOINT.head());
        }
    }

    @Test
    void a_checkpoint_of_another_log_or_key_isnt_taken() {
        UnverifiedCheckpoint read =
                UnverifiedCheckpoint.parse(LOG.sign("example.org", CHECKPOINT).toBytes());

        for (VerifierKey key : List.of(
                LOG.verifierKey("example.org"),
                LOG.verifierKey("example.com/audit"),
                LOG.cosignerKey("example.com/audit"),
                WITNESS.verifierKey("example.com/audit"))) {
            assertThatThrownBy(() -> read.verify(List.of(key))).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void a_witness_says_when_it_has_seen_it() {
        VerifierKey witness = WITNESS.cosignerKey("witness.example");
        VerifiedCheckpoint signed = signed();
        SignedNote cosigned = signed.note().with(WITNESS.cosign("witness.example", signed, 1_800_000_000));

        VerifiedCheckpoint read =
                UnverifiedCheckpoint.parse(cosigned.toBytes()).verify(List.of(LOG.verifierKey("example.com/audit")));

        assertThat(read.cosignatures(List.of(witness))).isEqualTo(Map.of("witness.example", 1_800_000_000L));
        assertThat(read.cosignatures(List.of(LOG.cosignerKey("witness.example"))))
                .isEmpty();
        assertThat(cosigned.verify(List.of(witness))).containsExactly(witness);
    }

    @Test
    void a_cosignature_of_another_time_or_checkpoint_isnt_good() {
        VerifierKey witness = WITNESS.cosignerKey("witness.example");
        VerifiedCheckpoint signed = signed();
        byte[] bytes = WITNESS.cosign("witness.example", signed, 1_800_000_000).bytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << (at % 8));
            SignedNote note = signed.note().with(new NoteSignature("witness.example", witness.id(), flipped));
            VerifiedCheckpoint read =
                    UnverifiedCheckpoint.of(note).verify(List.of(LOG.verifierKey("example.com/audit")));

            assertThatThrownBy(() -> read.cosignatures(List.of(witness))).isInstanceOf(MalformedException.class);
        }
    }

    private static VerifiedCheckpoint signed() {
        return UnverifiedCheckpoint.of(LOG.sign("example.com/audit", CHECKPOINT))
                .verify(List.of(LOG.verifierKey("example.com/audit")));
    }
}
