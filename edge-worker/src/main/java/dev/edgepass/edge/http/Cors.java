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

    /** Characters of the longest list of field names that a preflight gets back. */
    private static final int MAX_ASKED = 1_024;

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

    /**
     * The answer to a preflight. It has no token's leave to give: the request that follows is decided on its own. It allows whatever header fields are {@code
     * asked} for, since no answer depends on what a browser sends by itself, such as cookies.
     *
     * @param asked the value of {@code Access-Control-Request-Headers}; null, too long or no list of names gets the fields that the edge reads
     */
    public static void writePreflight(@Nullable String asked, HeaderSink headers) {
        headers.set("access-control-allow-origin", "*");
        headers.set("access-control-allow-methods", "GET, HEAD");
        headers.set(
                "access-control-allow-headers",
                asked != null && isNames(asked)
                        ? asked
                        : "authorization, range, if-match, if-unmodified-since, if-none-match, if-modified-since, if-range");
        headers.set("access-control-max-age", "86400");
        headers.set("vary", "Access-Control-Request-Headers");
    }

    private static boolean isNames(String list) {
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            boolean alphanumeric = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!alphanumeric && "!#$%&'*+-.^_`|~, ".indexOf(c) < 0) {
                return false;
            }
        }
        return !list.isEmpty() && list.length() <= MAX_ASKED;
    }
}
