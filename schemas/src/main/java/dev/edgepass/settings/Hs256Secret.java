package dev.edgepass.settings;

import java.util.Base64;

/** The bytes that an app's backend signs its sessions with (HS256, RFC 7518 section 3.2), as a setting has them: in base64 (RFC 4648 section 4). */
public final class Hs256Secret {
    /** A shorter one can be guessed from one login. */
    public static final int MIN_BYTES = 32;

    private Hs256Secret() {}

    /**
     * @param where the text is from, for the message
     * @throws IllegalArgumentException where the text isn't base64, or has too few bytes; never with the text or a part of it
     */
    public static byte[] parse(String where, String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause: its text quotes a character of the secret.
            throw new IllegalArgumentException(where + " isn't base64");
        }
        if (bytes.length < MIN_BYTES) {
            throw new IllegalArgumentException(
                    where + " has " + bytes.length + " bytes (expected: at least " + MIN_BYTES + ")");
        }
        return bytes;
    }
}
