package dev.edgepass.local.age;

import dev.edgepass.jdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** HKDF-SHA-256 (RFC 5869) for keys of 32 bytes: one block. */
final class Hkdf {
    private Hkdf() {}

    static byte[] key(byte[] secret, byte[] salt, String info) {
        // Without a salt it is as many zeros as the hash has bytes (section 2.2).
        byte[] extracted = Sha256.hmac(salt.length == 0 ? new byte[32] : salt, secret);
        byte[] text = info.getBytes(StandardCharsets.US_ASCII);
        byte[] block = Arrays.copyOf(text, text.length + 1);
        block[text.length] = 1;
        return Sha256.hmac(extracted, block);
    }
}
