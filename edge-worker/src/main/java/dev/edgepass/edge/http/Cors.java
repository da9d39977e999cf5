package dev.edgepass.edge.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What scripts of other sites may read (CORS protocol of the Fetch standard). A token without {@code org} is good anywhere; with it, the answer is for the asking
 * site alone, and whether that one gets media is the decision's business.
 *
 * @param allowedOrigin the value of {@code Access-Control-Allow-Origin}, or null for none
 * @param vary the request's header fields that the answer depends on, as {@code Vary} has them; empty for none
 */
public record Cors(@Nullable String allowedOrigin, String vary) {
    public static final Cors ANYWHERE = new Cors("*", "");

    private static final String EXPOSED =
            "accept-ranges, cache-status, content-disposition, content-length, content-range, edgepass-as-of, etag, retry-after, server-timing";

    /**
     * @param tokenOrigins the token's {@code org}
     * @param origin the request's header
     * @param bearer whether the token came in {@code Authorization}, so that one URL has many answers
     */
    public static Cors of(List<String> tokenOrigins, @Nullable String origin, boolean bearer) {
        if (tokenOrigins.isEmpty()) {
            return bearer ? new Cors("*", "Authorization") : ANYWHERE;
        }
        return new Cors(origin, bearer ? "Authorization, Origin" : "Origin");
    }

    public void write(HeaderSink headers) {
        if (!vary.isEmpty()) {
            headers.set("vary", vary);
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
                "authorization, range, if-match, if-none-match, if-modified-since, if-range, cache-control");
        headers.set("access-control-max-age", "86400");
    }
}
