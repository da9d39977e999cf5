package dev.edgepass.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** UTF-8 (RFC 3629), strictly: the JDK replaces what is malformed, so what was read is written again and compared. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The text that {@code bytes} spell.
     *
     * @throws MalformedException where they aren't well-formed UTF-8: overlong forms, surrogates, code points past U+10FFFF
     */
    public static String decode(byte[] bytes) {
        return decode(bytes, bytes.length);
    }

    /** As {@link #decode(byte[])}, for the first {@code length} bytes. */
    public static String decode(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, UTF_8);
        byte[] again = text.getBytes(UTF_8);
        if (!Arrays.equals(again, 0, again.length, bytes, 0, length)) {
            throw malformed();
        }
        return text;
    }

    /**
     * The UTF-8 bytes of {@code text}.
     *
     * @throws MalformedException for a surrogate without its partner
     */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        if (!new String(bytes, UTF_8).equals(text)) {
            throw malformed();
        }
        return bytes;
    }

    private static MalformedException malformed() {
        return new MalformedException("not well-formed UTF-8");
    }
}
