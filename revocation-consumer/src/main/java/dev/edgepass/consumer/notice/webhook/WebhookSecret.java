package dev.edgepass.consumer.notice.webhook;

import dev.edgepass.jdk.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A destination's secret, which signs what is sent there (Standard Webhooks, "Signature scheme", symmetric). */
public final class WebhookSecret {
    private static final String PREFIX = "whsec_";
    private static final int FEWEST_BYTES = 24;
    private static final int MOST_BYTES = 64;

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    /**
     * @param text base64, with {@code whsec_} before it or without
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

    /**
     * Signs {@code id.timestamp.body}.
     *
     * @param timestamp of the attempt, seconds since the epoch
     * @return the header {@code webhook-signature}
     */
    String signature(String id, long timestamp, byte[] body) {
        byte[] before = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        byte[] signed = new byte[before.length + body.length];
        System.arraycopy(before, 0, signed, 0, before.length);
        System.arraycopy(body, 0, signed, before.length, body.length);
        return "v1," + Base64.getEncoder().encodeToString(Sha256.hmac(key, signed));
    }
}
