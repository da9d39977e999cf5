package dev.edgepass.encoding;

/** Base64url without padding (RFC 4648 section 5, RFC 7515 section 2). Only the canonical spelling of a value is accepted. */
public final class Base64Url {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /**
     * The bytes that {@code text} spells.
     *
     * @throws MalformedException for a character outside the alphabet, padding, an impossible length, or unused bits that aren't zero
     */
    public static byte[] decode(String text) {
        return decode(text, 0, text.length());
    }

    /** As {@link #decode(String)}, for the characters from {@code start} to before {@code end}. */
    public static byte[] decode(String text, int start, int end) {
        int length = end - start;
        int rest = length & 3;
        if (rest == 1) {
            throw new MalformedException("base64url: impossible length");
        }
        byte[] bytes = new byte[(length >> 2) * 3 + (rest == 0 ? 0 : rest - 1)];
        int bits = 0;
        int held = 0;
        int out = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUES[c] : -1;
            if (value < 0) {
                throw new MalformedException("base64url: a character outside the alphabet");
            }
            held = held << 6 | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[out++] = (byte) (held >> bits);
                held &= (1 << bits) - 1;
            }
        }
        if (held != 0) {
            throw new MalformedException("base64url: unused bits aren't zero");
        }
        return bytes;
    }

    /** Whether {@code text} is what {@link #encode} would write for some bytes. */
    public static boolean isCanonical(String text) {
        try {
            decode(text);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * The text whose UTF-8 the characters from {@code start} to before {@code end} spell.
     *
     * @throws MalformedException as {@link #decode(String)}, and where the bytes aren't well-formed UTF-8
     */
    public static String decodeText(String text, int start, int end) {
        return Utf8.decode(decode(text, start, end));
    }

    /** The canonical, unpadded spelling of {@code bytes}. */
    public static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 4 + 2) / 3);
        int bits = 0;
        int held = 0;
        for (byte b : bytes) {
            held = held << 8 | b & 0xFF;
            bits += 8;
            while (bits >= 6) {
                bits -= 6;
                text.append(ALPHABET.charAt(held >> bits & 63));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(held << (6 - bits) & 63));
        }
        return text.toString();
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        for (int i = 0; i < values.length; i++) {
            values[i] = -1;
        }
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
