package dev.edgepass.edge.usage.core;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.MalformedException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where views are reported.
 *
 * @param url the issuer's {@code /api/v1/media/usage}
 * @param secret that reports are signed with, in base64url
 * @param networkKey from which the weeks' keys are derived, in base64url; null where networks aren't counted
 */
public record UsageSettings(
        String url, String secret, @Nullable String networkKey) {
    /** As Standard Webhooks writes a secret. */
    private static final String PREFIX = "whsec_";

    private static final int LEAST_BYTES = 24;

    /**
     * @param variable gives a variable's text; empty where it isn't set
     * @return null where views aren't counted
     * @throws IllegalArgumentException where a variable isn't what it has to be; no secret is in the message
     */
    public static @Nullable UsageSettings of(UnaryOperator<String> variable) {
        String url = variable.apply("USAGE_URL");
        if (url.isEmpty()) {
            return null;
        }
        String networkKey = variable.apply("NETWORK_KEY");
        return new UsageSettings(
                requireUrl(url),
                secret("USAGE_SECRET", variable.apply("USAGE_SECRET")),
                networkKey.isEmpty() ? null : secret("NETWORK_KEY", networkKey));
    }

    /** Without credentials, query and fragment, of which none belongs there and some are secrets. */
    private static String requireUrl(String url) {
        int authority = url.startsWith("https://") ? 8 : url.startsWith("http://") ? 7 : url.length();
        boolean good = authority < url.length();
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            good &= c > ' ' && c < 0x7F && c != '@' && c != '?' && c != '#' && c != '\\';
        }
        if (!good) {
            throw new IllegalArgumentException(
                    "USAGE_URL: not an http or https URL without credentials and query (expected: https://<issuer>/api/v1/media/usage)");
        }
        return url;
    }

    private static String secret(String name, String text) {
        String base64url = (text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text)
                .replace('+', '-')
                .replace('/', '_');
        int end = base64url.length();
        while (end > 0 && base64url.charAt(end - 1) == '=') {
            end--;
        }
        base64url = base64url.substring(0, end);
        try {
            if (Base64Url.decode(base64url).length >= LEAST_BYTES) {
                return base64url;
            }
        } catch (MalformedException e) {
            // As a secret that is too short.
        }
        throw new IllegalArgumentException(name + ": absent or malformed (expected: base64 of 24 bytes or more)");
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "UsageSettings[" + url + "]";
    }
}
