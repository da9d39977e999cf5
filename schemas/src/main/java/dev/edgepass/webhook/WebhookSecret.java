package dev.edgepass.webhook;

import dev.edgepass.jdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;

/** A secret that two parties sign messages with (Standard Webhooks 1.0.0, "Signature scheme", symmetric). Immutable. */
public final class WebhookSecret {
    /** Before a signature of this scheme, in the header {@code webhook-signature}. */
    public static final String VERSION = "v1,";

    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final int USUAL_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * @param text base64 (RFC 4648 section 4), with {@code whsec_} before it or without
     * @param where it is from, for the message
     * @throws IllegalArgumentException where it is something else; without the text
     */
    public static WebhookSecret parse(String text, String where) {
        String stripped = text.strip();
        byte[] key;
        try {
            key = Base64.getDecoder()
                    .decode(stripped.startsWith(PREFIX) ? stripped.substring(PREFIX.length()) : stripped);
        } catch (IllegalArgumentException e) {
            // Without the cause: its text quotes a character of the secret.
            throw new IllegalArgumentException(where + " isn't base64 (expected: whsec_ and base64)");
        }
        if (key.length < FEWEST_BYTES || key.length > MOST_BYTES) {
            throw new IllegalArgumentException(where + " has " + key.length + " bytes (expected: " + FEWEST_BYTES
                    + " to " + MOST_BYTES + ", such as whsec_ and the output of openssl rand -base64 32)");
        }
        return new WebhookSecret(key);
    }

    /** The text of a new one: 32 random bytes in base64. */
    public static String random() {
        byte[] bytes = new byte[USUAL_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The header {@code webhook-signature} of a message.
     *
     * @param timestamp of the attempt, seconds since the epoch
     */
    public String signature(String id, long timestamp, byte[] body) {
        return VERSION + Base64.getEncoder().encodeToString(mac(id, Long.toString(timestamp), body));
    }

    /** The 32 bytes that sign {@code id.timestamp.body}, of which id and timestamp are as in the headers. */
    public byte[] mac(String id, String timestamp, byte[] body) {
        Mac mac = Sha256.mac(key);
        mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        return mac.doFinal(body);
    }

    /** Without it. */
    @Override
    public String toString() {
        return "WebhookSecret";
    }
}
