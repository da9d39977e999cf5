package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogProofTest {
    private static final String NAME = "example.com/audit";
    private static final SigningKey KEY = SigningKey.generate();
    private static final List<VerifierKey> KEYS = List.of(KEY.verifierKey(NAME));
    private static final List<byte[]> ENTRIES = Entries.of(300);

    @Test
    void a_proof_is_lines_of_index_hashes_and_checkpoint() throws IOException {
        LogProof proof = proof(1, 3);

        assertThat(new String(proof.toBytes(), UTF_8)).matches("""
                c2sp.org/tlog-proof@v1
                index 1
                [^\n]{44}
                [^\n]{44}

                example.com/audit/a
                3
                [^\n]{44}

                — example.com/audit [^\n]{92}
                """);
        assertThat(proof.extra()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0, 2", "255, 256", "299, 300", "7, 300"})
    void a_proof_is_verified_with_the_entry_and_the_key_alone(long index, int size) throws IOException {
        LogProof read = LogProof.parse(proof(index, size).toBytes());

        VerifiedCheckpoint checkpoint = read.verify(ENTRIES.get((int) index), KEYS);

        assertThat(read.index()).isEqualTo(index);
        assertThat(checkpoint.head().size()).isEqualTo(size);
        assertThat(checkpoint.origin()).isEqualTo("example.com/audit/a");
        assertThatThrownBy(() -> read.verify("another".getBytes(UTF_8), KEYS))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("hasn't this entry");
    }

    @Test
    void a_flipped_bit_in_any_byte_of_a_proof_is_found() throws IOException {
        byte[] bytes = proof(7, 300).toBytes();
        for (int at = 0; at < bytes.length; at++) {
            byte[] flipped = bytes.clone();
            flipped[at] ^= (byte) (1 << (at % 8));

            assertThatThrownBy(() -> LogProof.parse(flipped).verify(ENTRIES.get(7), KEYS))
                    .as("at %d", at)
                    .isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void extra_data_is_kept_and_isnt_needed() throws IOException {
        String text = new String(proof(1, 3).toBytes(), UTF_8).replace("index 1\n", "extra aGVsbG8=\nindex 1\n");

        LogProof read = LogProof.parse(text.getBytes(UTF_8));

        assertThat(read.extra()).isEqualTo("hello".getBytes(UTF_8));
        assertThat(new String(read.toBytes(), UTF_8)).isEqualTo(text);
        assertThat(read.verify(ENTRIES.get(1), KEYS).head().size()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "tlog-proof@v1, tlog-proof@v2",
        "index 1, index 01",
        "index 1, index -1",
        "index 1, Index 1",
        "index 1, index",
        "index 1, index 9223372036854775808",
        "index 1, 'extra aGVsbG8\nindex 1'",
        "index 1, 'index 1\nextra aGVsbG8='",
        "index 1, 'index 1\nindex 1'",
        "index 1, 'index 1\n'",
        "index 1, 'index 1\nAAAA'"
    })
    void another_form_is_refused(String text, String other) throws IOException {
        String changed = new String(proof(1, 3).toBytes(), UTF_8).replace(text, other);

        assertThatThrownBy(() -> LogProof.parse(changed.getBytes(UTF_8)).verify(ENTRIES.get(1), KEYS))
                .isInstanceOf(MalformedException.class);
    }

    private static LogProof proof(long index, int size) throws IOException {
        MemoryLog log = Entries.log(ENTRIES.subList(0, size));
        TreeReader tree = new TreeReader(log, size);
        Checkpoint checkpoint = new Checkpoint("example.com/audit/a", new TreeHead(size, tree.root(size)));
        return LogProof.of(
                tree.inclusion(index, size),
                UnverifiedCheckpoint.of(KEY.sign(NAME, checkpoint)).verify(KEYS));
    }
}
