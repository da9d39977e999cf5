package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The member {@code allowedOrigins} of a link: origins as a browser writes them (RFC 6454 section 6.2). */
public final class AllowedOrigins {
    private static final int MAX = 20;
    /** Of the longest host name (RFC 1035), with scheme and port. */
    private static final int MAX_LENGTH = 300;

    /**
     * Scheme, host, port. Apps have schemes of their own ({@code capacitor://localhost}), and a host may have an underscore, which {@link java.net.URI} doesn't
     * take for one. Browsers write international names in Punycode.
     */
    private static final Pattern ORIGIN = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://"
            + "(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\\[[0-9a-f:.]+\\])(?::(?<port>[0-9]{1,5}))?");

    private static final Map<String, Integer> DEFAULT_PORTS = Map.of("https", 443, "http", 80);

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

    /**
     * The origins that a link's tokens name: where some may embed, the link's own page may too.
     *
     * @param allowed by the link; empty is any
     * @param own the origin of this service
     */
    public static List<String> embedders(List<String> allowed, String own) {
        if (allowed.isEmpty() || allowed.contains(own)) {
            return allowed;
        }
        return Stream.concat(allowed.stream(), Stream.of(own)).toList();
    }

    /** Lower case, no path, no default port. */
    public static boolean isOrigin(String text) {
        Matcher origin = ORIGIN.matcher(text);
        if (text.length() > MAX_LENGTH || !origin.matches()) {
            return false;
        }
        Integer defaultPort = DEFAULT_PORTS.get(origin.group("scheme"));
        return origin.group("port") == null
                || defaultPort == null
                || Integer.parseInt(origin.group("port")) != defaultPort;
    }
}
