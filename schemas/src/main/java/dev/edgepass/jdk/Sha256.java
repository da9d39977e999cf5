package dev.edgepass.jdk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HMAC-SHA-256 (RFC 2104), which every JVM has (JDK's {@link MessageDigest} and {@link Mac} say so). Stateless. */
public final class Sha256 {
    private static final String HMAC = "HmacSHA256";

    private Sha256() {}

    /** The 32 bytes of {@code text} in UTF-8. */
    public static byte[] hash(String text) {
        return hash(utf8(text));
    }

    /** The 32 bytes of {@code bytes}. */
    public static byte[] hash(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** For bytes that come in pieces; not thread-safe. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The 32 bytes of {@code bytes} under {@code key}. */
    public static byte[] hmac(byte[] key, byte[] bytes) {
        return mac(key).doFinal(bytes);
    }

    /** To be used again; not thread-safe. */
    public static Mac mac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The parts one after another, each with its length before it: no two lists of parts are alike. */
    public static byte[] framed(List<byte[]> parts) {
        int length =
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum();
        ByteBuffer framed = ByteBuffer.allocate(length);
        parts.forEach(part -> framed.putInt(part.length).put(part));
        return framed.array();
    }

    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this JVM has no SHA-256", e);
    }
}
