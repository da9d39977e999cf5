package dev.edgepass.issuer.limit;

import dev.edgepass.encoding.Base64Url;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.regex.Pattern;

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
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // With its length, so that no two lists of parts are alike.
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new BucketName(PREFIX + kind + ":" + Base64Url.encode(Arrays.copyOf(digest.digest(), BYTES)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    byte[] bytes() {
        return key.getBytes(StandardCharsets.US_ASCII);
    }
}
