package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes are text for us exactly where they are for the JDK, and it is the same text, which has no other bytes. */
public final class Utf8Fuzz {
    private Utf8Fuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String expected = expected(input);
        String text;
        try {
            text = Utf8.decode(input);
        } catch (MalformedException e) {
            text = null;
        }
        assertThat(text).isEqualTo(expected);
        if (text != null) {
            assertThat(Utf8.encode(text)).isEqualTo(input);
        }
    }

    private static String expected(byte[] input) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(input))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
