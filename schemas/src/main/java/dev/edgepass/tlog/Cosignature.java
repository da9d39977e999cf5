package dev.edgepass.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.PublicKey;
import java.util.Arrays;

/** A witness's signature of a checkpoint (tlog-cosignature, Ed25519): the time in seconds as a big endian uint64, and a signature of time and text. */
final class Cosignature {
    private static final int SIZE = Long.BYTES + Ed25519.SIGNATURE_SIZE;

    private Cosignature() {}

    static byte[] of(byte[] seed, String text, long seconds) {
        if (seconds <= 0) {
            throw new IllegalArgumentException("time: " + seconds + " (expected: > 0)");
        }
        return ByteBuffer.allocate(SIZE)
                .putLong(seconds)
                .put(Ed25519.sign(seed, message(text, seconds)))
                .array();
    }

    static boolean isGood(PublicKey key, String text, byte[] signature) {
        return signature.length == SIZE
                && seconds(signature) > 0
                && Ed25519.verifies(
                        key,
                        message(text, seconds(signature)),
                        Arrays.copyOfRange(signature, Long.BYTES, signature.length));
    }

    /** When a good one was made. */
    static long seconds(byte[] signature) {
        return ByteBuffer.wrap(signature).getLong();
    }

    private static byte[] message(String text, long seconds) {
        return ("cosignature/v1\ntime " + seconds + '\n' + text).getBytes(UTF_8);
    }
}
