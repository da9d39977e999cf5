package dev.edgepass.edge.http;

import org.jspecify.annotations.Nullable;

/**
 * The conditions of a GET or HEAD (RFC 9110 section 13).
 *
 * @param ifNoneMatch the header's value, or null
 * @param ifModifiedSince the header's value, or null
 * @param ifRange the header's value, or null
 */
public record Preconditions(
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String ifRange) {
    /**
     * Whether the client's copy is still the object: 304. An {@code If-None-Match} makes {@code If-Modified-Since} silent.
     *
     * @param etag the object's, strong, in quotes
     * @param lastModified the object's, as an HTTP date
     */
    public boolean notModified(String etag, String lastModified) {
        if (ifNoneMatch != null) {
            return lists(ifNoneMatch, etag);
        }
        if (ifModifiedSince != null) {
            long since = HttpDate.parse(ifModifiedSince);
            long modified = HttpDate.parse(lastModified);
            return modified >= 0 && modified <= since;
        }
        return false;
    }

    /** Whether a range may be sent: the client's other parts are of this very object. A weak tag never says so. */
    public boolean rangeApplies(String etag, String lastModified) {
        return ifRange == null || ifRange.equals(etag) || ifRange.equals(lastModified);
    }

    /** Weak comparison (section 8.8.3.2) of {@code etag} with each tag in a list; commas inside a tag are part of it. */
    private static boolean lists(String header, String etag) {
        if (header.trim().equals("*")) {
            return true;
        }
        int open = header.indexOf('"');
        while (open >= 0) {
            int close = header.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            if (header.substring(open, close + 1).equals(etag)) {
                return true;
            }
            open = header.indexOf('"', close + 1);
        }
        return false;
    }
}
