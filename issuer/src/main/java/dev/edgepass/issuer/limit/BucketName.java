package dev.edgepass.issuer.limit;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.jdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whose bucket it is. What it is named after (a subject, an address, a link) is hashed: neither Redis nor a log shows it.
 *
 * @param key in Redis: {@code il:<kind>:<128 bits of SHA-256 in base64url>}
 */
public record BucketName(String key) {
    static final String PREFIX = "il:";
    private static final Pattern KIND = Pattern.compile("[a-z][a-z-]{0,30}");
    private static final int BYTES = 16;

    /**
     * @param kind what is counted, such as {@code password-link}: lower-case letters and hyphens
     * @param parts what tells one bucket of the kind from another
     */
    public static BucketName of(String kind, String... parts) {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind: " + kind + " (expected: lower-case letters and hyphens)");
        }
        byte[] hash =
                Sha256.hash(Sha256.framed(Stream.of(parts).map(Sha256::utf8).toList()));
        return new BucketName(PREFIX + kind + ":" + Base64Url.encode(Arrays.copyOf(hash, BYTES)));
    }

    byte[] bytes() {
        return key.getBytes(StandardCharsets.US_ASCII);
    }
}
