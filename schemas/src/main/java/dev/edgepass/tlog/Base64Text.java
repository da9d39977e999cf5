package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.Base64;

/** Base64 with padding (RFC 4648 section 4). Only the canonical spelling of a value is accepted: it is what signatures are compared by. */
final class Base64Text {
    private Base64Text() {}

    /**
     * @throws MalformedException for a character outside the alphabet, missing padding, or unused bits that aren't zero
     */
    static byte[] decode(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("base64: a character outside the alphabet, or an impossible length");
        }
        if (!encode(bytes).equals(text)) {
            throw new MalformedException("base64: missing padding, or unused bits that aren't zero");
        }
        return bytes;
    }

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
