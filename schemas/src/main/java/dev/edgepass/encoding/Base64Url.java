package dev.edgepass.encoding;

import java.util.Base64;

/** Base64url without padding (RFC 4648 section 5, RFC 7515 section 2). Only the canonical spelling of a value is accepted. */
public final class Base64Url {
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Base64Url() {}

    /**
     * The bytes that {@code text} spells. The JDK's decoder accepts padding and ignores unused bits; encoding the bytes again shows both.
     *
     * @throws MalformedException for a character outside the alphabet, padding, an impossible length, or unused bits that aren't zero
     */
    public static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = DECODER.decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("base64url: a character outside the alphabet, or an impossible length");
        }
        if (!encode(bytes).equals(text)) {
            throw new MalformedException("base64url: padding, or unused bits that aren't zero");
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
     * @throws MalformedException as {@link #decode}, and where the bytes aren't well-formed UTF-8
     */
    public static String decodeText(String text, int start, int end) {
        return Utf8.decode(decode(text.substring(start, end)));
    }

    /** The canonical, unpadded spelling of {@code bytes}. */
    public static String encode(byte[] bytes) {
        return ENCODER.encodeToString(bytes);
    }
}
