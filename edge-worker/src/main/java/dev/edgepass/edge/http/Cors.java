package dev.edgepass.edge.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What scripts of other sites may read (CORS protocol of the Fetch standard). A token without {@code org} is good anywhere; with it, the answer is for the asking
 * site alone, and whether that one gets media is the decision's business.
 *
 * @param allowedOrigin the value of {@code Access-Control-Allow-Origin}, or null for none
 * @param varies whether the answer depends on the {@code Origin} header
 */
public record Cors(@Nullable String allowedOrigin, boolean varies) {
    public static final Cors ANYWHERE = new Cors("*", false);

    private static final String EXPOSED =
            "accept-ranges, cache-status, content-length, content-range, edgepass-as-of, etag, retry-after, server-timing";

    /**
     * @param tokenOrigins the token's {@code org}
     * @param origin the request's header
     */
    public static Cors of(List<String> tokenOrigins, @Nullable String origin) {
        return tokenOrigins.isEmpty() ? ANYWHERE : new Cors(origin, true);
    }

    public void write(HeaderSink headers) {
        if (varies) {
            headers.set("vary", "Origin");
        }
        if (allowedOrigin != null) {
            headers.set("access-control-allow-origin", allowedOrigin);
            headers.set("access-control-expose-headers", EXPOSED);
            headers.set("timing-allow-origin", allowedOrigin);
        }
    }

    /** The answer to a preflight. It has no token's leave to give: the request that follows is decided on its own. */
    public static void writePreflight(HeaderSink headers) {
        headers.set("access-control-allow-origin", "*");
        headers.set("access-control-allow-methods", "GET, HEAD");
        headers.set(
                "access-control-allow-headers",
                "range, if-match, if-none-match, if-modified-since, if-range, cache-control");
        headers.set("access-control-max-age", "86400");
    }
}
