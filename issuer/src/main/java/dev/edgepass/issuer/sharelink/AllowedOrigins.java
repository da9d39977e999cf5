package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The member {@code allowedOrigins} of a request: origins as a browser writes them (RFC 6454 section 6.2). */
final class AllowedOrigins {
    private static final int MAX = 20;

    private AllowedOrigins() {}

    /**
     * @param origins null is empty
     * @throws ProblemException {@code invalid-request}, naming the offending element
     */
    static List<String> parse(@Nullable List<@Nullable String> origins) {
        if (origins == null) {
            return List.of();
        }
        if (origins.size() > MAX) {
            throw ProblemType.invalid("allowedOrigins", origins.size() + " origins (expected: at most " + MAX + ")");
        }
        List<String> parsed = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            String origin = origins.get(i);
            if (origin == null || !isOrigin(origin)) {
                throw ProblemType.invalid(
                        "allowedOrigins[" + i + "]", "no origin (expected: such as https://app.example, no path)");
            }
            parsed.add(origin);
        }
        return parsed;
    }

    /** Lower case, no path, no default port. */
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
