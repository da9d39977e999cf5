package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.RequestedPaths;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /share-links}. The password, the activation and the viewer limit of DESIGN section 13 aren't offered yet: they are unknown members.
 *
 * @param expiresAt ISO 8601 with an offset; missing is no expiry
 * @param allowedOrigins (RFC 6454) that may embed; missing or empty is any
 */
record ShareLinkRequest(
        @Nullable String label,
        @Nullable List<@Nullable String> paths,
        @Nullable String expiresAt,
        @Nullable Boolean allowDownload,
        @Nullable List<@Nullable String> allowedOrigins) {
    private static final int MAX_LABEL = 200;
    private static final int MAX_ORIGINS = 20;

    /** The same, checked. */
    record Terms(
            @Nullable String label,
            RequestedPaths paths,
            @Nullable Instant expiresAt,
            boolean allowDownload,
            List<String> allowedOrigins) {}

    Terms parse(Instant now) {
        if (label != null && label.length() > MAX_LABEL) {
            throw ProblemType.invalid("label", label.length() + " characters (expected: at most " + MAX_LABEL + ")");
        }
        return new Terms(
                label == null || label.isBlank() ? null : label.strip(),
                RequestedPaths.parse(paths),
                parseExpiry(now),
                Boolean.TRUE.equals(allowDownload),
                parseOrigins());
    }

    private @Nullable Instant parseExpiry(Instant now) {
        if (expiresAt == null) {
            return null;
        }
        try {
            Instant parsed = OffsetDateTime.parse(expiresAt).toInstant();
            if (parsed.isAfter(now)) {
                return parsed;
            }
        } catch (DateTimeParseException e) {
            throw ProblemType.invalid("expiresAt", "no instant (expected: such as 2030-01-31T12:00:00Z)");
        }
        throw ProblemType.invalid("expiresAt", "in the past (expected: after " + now + ")");
    }

    private List<String> parseOrigins() {
        List<String> origins = new ArrayList<>();
        if (allowedOrigins == null) {
            return origins;
        }
        if (allowedOrigins.size() > MAX_ORIGINS) {
            throw ProblemType.invalid(
                    "allowedOrigins", allowedOrigins.size() + " origins (expected: at most " + MAX_ORIGINS + ")");
        }
        for (int i = 0; i < allowedOrigins.size(); i++) {
            String origin = allowedOrigins.get(i);
            if (origin == null || !isOrigin(origin)) {
                throw ProblemType.invalid(
                        "allowedOrigins[" + i + "]", "no origin (expected: such as https://app.example, no path)");
            }
            origins.add(origin);
        }
        return origins;
    }

    /** As a browser writes it (RFC 6454 section 6.2): lower case, no path, no default port. */
    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            boolean http = "https".equals(uri.getScheme()) && uri.getPort() != 443
                    || "http".equals(uri.getScheme()) && uri.getPort() != 80;
            return http
                    && uri.getHost() != null
                    && text.equals(text.toLowerCase(Locale.ROOT))
                    && text.equals(
                            uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
