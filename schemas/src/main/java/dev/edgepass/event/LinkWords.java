package dev.edgepass.event;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.jdk.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person wrote about a share link or for it, all of it. It stands on the words topic, where it can be erased; events have its {@link #digest}, which says nothing
 * without the salt (docs/events.md).
 *
 * @param recipient whom the link is meant for
 * @param passwordHash an Argon2id string, peppered; null is no password
 * @param salt 16 random bytes, base64url
 */
public record LinkWords(
        @Nullable String label,
        @Nullable String recipient,
        @Nullable String passwordHash,
        String salt) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final int NONE = -1;

    /**
     * @throws IllegalArgumentException where the salt isn't one
     */
    public LinkWords {
        Objects.requireNonNull(salt, "salt");
        if (decoded(salt).length != SALT_BYTES) {
            throw new IllegalArgumentException("salt: not " + SALT_BYTES + " bytes in base64url");
        }
    }

    private static byte[] decoded(String salt) {
        try {
            return Base64Url.decode(salt);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("salt: no base64url", e);
        }
    }

    /** With a salt of their own. */
    public static LinkWords of(@Nullable String label, @Nullable String recipient, @Nullable String passwordHash) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new LinkWords(label, recipient, passwordHash, Base64Url.encode(salt));
    }

    /** Whether there is nothing to be kept. */
    public static boolean areNone(@Nullable String label, @Nullable String recipient, @Nullable String passwordHash) {
        return Stream.of(label, recipient, passwordHash).allMatch(Objects::isNull);
    }

    /**
     * Base64url of the SHA-256 of the salt's 16 bytes, then label, recipient and password hash in this order: each as its length in bytes (32 bits, big-endian; -1 where it is absent) and
     * its UTF-8.
     *
     * @throws MalformedException where one isn't well-formed Unicode
     */
    public String digest() {
        ByteArrayOutputStream canonical = new ByteArrayOutputStream();
        canonical.writeBytes(Base64Url.decode(salt));
        for (String word : new String[] {label, recipient, passwordHash}) {
            byte[] bytes = word == null ? new byte[0] : Utf8.encode(word);
            canonical.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(word == null ? NONE : bytes.length)
                    .array());
            canonical.writeBytes(bytes);
        }
        return Base64Url.encode(Sha256.hash(canonical.toByteArray()));
    }

    /** Without them. */
    @Override
    public String toString() {
        return "LinkWords";
    }
}
