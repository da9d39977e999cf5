package dev.edgepass.issuer.token;

import dev.edgepass.encoding.Base64Url;
import java.security.SecureRandom;

/** 128 random bits in base64url, 22 characters: names that can't be guessed and are never given twice. */
public final class RandomId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 16;

    private RandomId() {}

    public static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }
}
