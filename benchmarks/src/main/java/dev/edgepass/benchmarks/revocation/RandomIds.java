package dev.edgepass.benchmarks.revocation;

import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;

/** Ids that look like those of tokens and links: 128 bits, base64url. From a seed, since they protect nothing. Not thread-safe. */
final class RandomIds {
    private final SplittableRandom random;

    RandomIds(long seed) {
        this.random = new SplittableRandom(seed);
    }

    String next() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(16));
    }

    /** Looks like a SHA-256 in lower-case hex. */
    String nextHash() {
        return HexFormat.of().formatHex(bytes(32));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
