package dev.edgepass.local.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {
    private static final byte[] PASSPHRASE = "a passphrase that is known".getBytes(StandardCharsets.UTF_8);
    private static final int QUICK = 1;
    private static final int CHUNK = 65_536;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7})
    void what_was_encrypted_comes_back(int length) throws IOException {
        byte[] plain = random(length);

        byte[] sealed = seal(plain);

        assertThat(open(sealed, PASSPHRASE)).isEqualTo(plain);
    }

    @Test
    void two_files_of_the_same_have_no_byte_of_it_in_common() throws IOException {
        byte[] plain = random(1_000);

        assertThat(seal(plain)).isNotEqualTo(seal(plain));
    }

    @Test
    void a_file_of_the_tool_age_is_opened() throws IOException {
        try (InputStream file = Objects.requireNonNull(AgeTest.class.getResourceAsStream("/age/by-the-tool.age"))) {
            assertThat(open(file.readAllBytes(), PASSPHRASE)).asString().isEqualTo("What age itself has written.\n");
        }
    }

    @Test
    void another_passphrase_opens_nothing() throws IOException {
        byte[] sealed = seal(random(100));

        assertThatThrownBy(() -> open(sealed, "another".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(AgeFailure.class)
                .hasMessageContaining("passphrase is another one");
    }

    @Test
    void a_file_with_any_byte_changed_is_refused() throws IOException {
        byte[] sealed = seal(random(50));

        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> open(changed, PASSPHRASE)).as("byte " + i).isInstanceOf(AgeFailure.class);
        }
    }

    @Test
    void a_file_cut_off_anywhere_is_refused() throws IOException {
        byte[] sealed = seal(random(50));

        for (int length = 0; length < sealed.length; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> open(cut, PASSPHRASE))
                    .as("length " + length)
                    .isInstanceOf(AgeFailure.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void a_file_that_ends_with_a_whole_chunk_too_early_is_refused(int chunks) throws IOException {
        byte[] sealed = seal(random(3 * CHUNK));
        int header = sealed.length - 3 * (CHUNK + 16);

        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, header + chunks * (CHUNK + 16)), PASSPHRASE))
                .isInstanceOf(AgeFailure.class)
                .hasMessage("is damaged, or cut off.");
    }

    @Test
    void bytes_after_the_end_are_refused() throws IOException {
        byte[] sealed = seal(random(CHUNK));

        assertThatThrownBy(() -> open(Arrays.copyOf(sealed, sealed.length + 1), PASSPHRASE))
                .isInstanceOf(AgeFailure.class);
    }

    @Test
    void a_stream_that_was_damaged_once_gives_nothing_more() throws IOException {
        byte[] sealed = seal(random(3 * CHUNK));
        sealed[sealed.length - 2 * CHUNK] ^= 1;
        InputStream in = new AgeInput(new ByteArrayInputStream(sealed), PASSPHRASE);
        assertThat(in.readNBytes(CHUNK)).hasSize(CHUNK);

        assertThatThrownBy(in::read).isInstanceOf(AgeFailure.class);
        assertThatThrownBy(in::read).isInstanceOf(AgeFailure.class);
    }

    @Test
    void a_file_that_asks_for_gigabytes_of_memory_is_told_before_they_are_taken() {
        String header = "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 22\n" + "A".repeat(43) + "\n--- "
                + "A".repeat(43) + "\n";

        assertThatThrownBy(() -> open(header.getBytes(StandardCharsets.US_ASCII), PASSPHRASE))
                .isInstanceOf(AgeFailure.class)
                .hasMessageContaining("2^22 KiB of memory (expected: at most 2^18)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PK",
                "age-encryption.org/v2\n",
                "age-encryption.org/v1\n-> X25519 AAAAAAAAAAAAAAAAAAAAAA\n",
                "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 01\n",
                "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAB 1\n",
                "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 1\n"
            })
    void what_is_no_age_file_under_a_passphrase_is_refused(String text) {
        assertThatThrownBy(() -> open(text.getBytes(StandardCharsets.US_ASCII), PASSPHRASE))
                .isInstanceOf(AgeFailure.class);
    }

    private static byte[] seal(byte[] plain) throws IOException {
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (AgeOutput out = new AgeOutput(sealed, PASSPHRASE, QUICK)) {
            // In pieces that fit no chunk.
            for (int at = 0; at < plain.length; at += 1_000) {
                out.write(plain, at, Math.min(1_000, plain.length - at));
            }
        }
        return sealed.toByteArray();
    }

    private static byte[] open(byte[] sealed, byte[] passphrase) throws IOException {
        try (InputStream in = new AgeInput(new ByteArrayInputStream(sealed), passphrase)) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
