package dev.edgepass.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprinterTest {
    private final Fingerprinter reference = new Fingerprinter(sequence(16));

    @Test
    void gives_the_paper_s_test_vectors() {
        assertThat(bits(reference.of(binary(sequence(15))))).isEqualTo(0xa129ca6149be45e5L);
        assertThat(bits(reference.of(binary(sequence(0))))).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(bits(reference.of(binary(sequence(1))))).isEqualTo(0x74f839c593dc67fdL);
    }

    @Property(tries = 1000)
    void agrees_with_the_definition_in_64_bit_arithmetic(@ForAll @Size(16) byte[] key, @ForAll byte[] input) {
        assertThat(bits(new Fingerprinter(key).of(binary(input)))).isEqualTo(sipHash24(key, input));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "projects/42/image-0001.jpg", "caf\u00e9/\u65e5.jpg", "a\ud83d\ude00"})
    void a_handle_is_hashed_as_the_utf_8_of_its_text(String id) {
        for (Handle.Kind kind : Handle.Kind.values()) {
            Handle handle = new Handle(kind, id);

            assertThat(reference.of(handle))
                    .isEqualTo(reference.of(binary(handle.toString().getBytes(UTF_8))));
        }
    }

    @Test
    void refuses_a_key_of_another_length() {
        assertThatThrownBy(() -> new Fingerprinter(new byte[15]))
                .hasMessageContaining("15")
                .hasMessageContaining("16");
    }

    private static long bits(Fingerprint fingerprint) {
        return (long) fingerprint.high() << 32 | fingerprint.low() & 0xFFFFFFFFL;
    }

    private static String binary(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static byte[] sequence(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static long sipHash24(byte[] key, byte[] input) {
        long k0 = word(key, 0, 8);
        long k1 = word(key, 8, 8);
        long[] v = {
            k0 ^ 0x736f6d6570736575L, k1 ^ 0x646f72616e646f6dL, k0 ^ 0x6c7967656e657261L, k1 ^ 0x7465646279746573L
        };
        int whole = input.length / 8 * 8;
        for (int i = 0; i < whole; i += 8) {
            mix(v, word(input, i, 8), 2);
        }
        mix(v, word(input, whole, input.length - whole) | (long) input.length << 56, 2);
        v[2] ^= 0xff;
        mix(v, 0, 4);
        return v[0] ^ v[1] ^ v[2] ^ v[3];
    }

    private static void mix(long[] v, long word, int rounds) {
        v[3] ^= word;
        for (int i = 0; i < rounds; i++) {
            v[0] += v[1];
            v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
            v[0] = Long.rotateLeft(v[0], 32);
            v[2] += v[3];
            v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
            v[0] += v[3];
            v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
            v[2] += v[1];
            v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
            v[2] = Long.rotateLeft(v[2], 32);
        }
        v[0] ^= word;
    }

    private static long word(byte[] bytes, int at, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (bytes[at + i] & 0xFFL) << i * 8;
        }
        return word;
    }
}
