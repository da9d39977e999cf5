package dev.edgepass.issuer.views;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.webhook.WebhookSecret;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the headers of a report claim ({@code webhook-id}, {@code webhook-timestamp}, {@code webhook-signature} of Standard Webhooks), checked for their form and time, and
 * not yet against a secret. Immutable.
 */
public final class ReportSignature {
    /** Between the edge's clock and this one. */
    static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final Pattern ID = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.([1-9][0-9]{0,14})");
    private static final Pattern TIME = Pattern.compile("[1-9][0-9]{0,11}");

    /** One for each secret while one is changed, and room for a version to come. */
    private static final int MOST_SIGNATURES = 4;

    /** Of {@code v1,} and 32 bytes in base64. */
    private static final int SIGNATURE_LENGTH = WebhookSecret.VERSION.length() + 44;

    private static final int MAX_LENGTH = 1024;

    private final String isolate;
    private final long number;
    private final String time;
    private final List<byte[]> signatures;

    private ReportSignature(String isolate, long number, String time, List<byte[]> signatures) {
        this.isolate = isolate;
        this.number = number;
        this.time = time;
        this.signatures = signatures;
    }

    /**
     * @param ids the header fields {@code webhook-id}, of which there has to be one, as of the two others
     * @throws ProblemException {@code unauthenticated}
     */
    public static ReportSignature parse(List<String> ids, List<String> times, List<String> signatures, Instant now) {
        Matcher id = ID.matcher(only("webhook-id", ids));
        if (!id.matches()) {
            throw refused("webhook-id isn't an isolate's id, a dot and the number of its report");
        }
        String time = only("webhook-timestamp", times);
        if (!TIME.matcher(time).matches()) {
            throw refused("webhook-timestamp isn't a number of seconds");
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(time));
        if (Duration.between(at, now).abs().compareTo(TOLERANCE) > 0) {
            throw refused("webhook-timestamp is more than " + TOLERANCE.toMinutes() + " minutes off this clock");
        }
        return new ReportSignature(
                id.group(1), Long.parseLong(id.group(2)), time, decode(only("webhook-signature", signatures)));
    }

    /** Whether one of the signatures is that of the body under {@code secret}. Takes as long wherever they differ. */
    boolean isOf(WebhookSecret secret, byte[] body) {
        byte[] expected = secret.mac(isolate + "." + number, time, body);
        boolean matches = false;
        for (byte[] signature : signatures) {
            matches |= MessageDigest.isEqual(expected, signature);
        }
        return matches;
    }

    String isolate() {
        return isolate;
    }

    /** Of the report, in its isolate's life. */
    long number() {
        return number;
    }

    private static String only(String name, List<String> values) {
        if (values.size() != 1 || values.get(0).length() > MAX_LENGTH) {
            throw refused(name + " is missing, comes twice or is too long");
        }
        return values.get(0);
    }

    /** Those of version 1; others are a later Worker's, beside one of version 1. */
    private static List<byte[]> decode(String text) {
        List<byte[]> decoded = new ArrayList<>();
        String[] parts = text.split(" ", MOST_SIGNATURES + 1);
        if (parts.length > MOST_SIGNATURES) {
            throw refused("webhook-signature has more than " + MOST_SIGNATURES + " signatures");
        }
        for (String part : parts) {
            if (part.startsWith(WebhookSecret.VERSION) && part.length() == SIGNATURE_LENGTH) {
                try {
                    decoded.add(Base64.getDecoder().decode(part.substring(WebhookSecret.VERSION.length())));
                } catch (IllegalArgumentException e) {
                    throw refused("webhook-signature isn't base64");
                }
            }
        }
        if (decoded.isEmpty()) {
            throw refused("webhook-signature has no signature of version v1");
        }
        return decoded;
    }

    static ProblemException refused(String reason) {
        return ProblemType.UNAUTHENTICATED.because("Reports are signed by Standard Webhooks: " + reason + ".");
    }
}
