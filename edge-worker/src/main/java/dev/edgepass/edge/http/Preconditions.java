package dev.edgepass.edge.http;

import org.jspecify.annotations.Nullable;

/**
 * The conditions of a GET or HEAD (RFC 9110 section 13). They count only where the answer would be the object or a part of it; then {@link #isUnmet} comes
 * first, {@link #notModified} second, and the range last (section 13.2.2).
 *
 * @param ifMatch the header's value, or null
 * @param ifUnmodifiedSince the header's value, or null
 * @param ifNoneMatch the header's value, or null
 * @param ifModifiedSince the header's value, or null
 * @param ifRange the header's value, or null
 */
public record Preconditions(
        @Nullable String ifMatch,
        @Nullable String ifUnmodifiedSince,
        @Nullable String ifNoneMatch,
        @Nullable String ifModifiedSince,
        @Nullable String ifRange) {
    /**
     * Whether the object isn't the one that the client means: 412. An {@code If-Match} makes {@code If-Unmodified-Since} silent.
     *
     * @param etag the object's, strong, in quotes
     * @param lastModified the object's, as an HTTP date
     */
    public boolean isUnmet(String etag, String lastModified) {
        if (ifMatch != null) {
            return !lists(ifMatch, etag, false);
        }
        if (ifUnmodifiedSince != null) {
            long since = date(ifUnmodifiedSince);
            return since >= 0 && date(lastModified) > since;
        }
        return false;
    }

    /** Whether the client's copy is still the object: 304. An {@code If-None-Match} makes {@code If-Modified-Since} silent. */
    public boolean notModified(String etag, String lastModified) {
        if (ifNoneMatch != null) {
            return lists(ifNoneMatch, etag, true);
        }
        if (ifModifiedSince != null) {
            long modified = date(lastModified);
            return modified >= 0 && modified <= date(ifModifiedSince);
        }
        return false;
    }

    /** Whether a range may be sent: the client's other parts are of this very object. A weak tag never says so. */
    public boolean rangeApplies(String etag, String lastModified) {
        if (ifRange == null || ifRange.equals(etag)) {
            return true;
        }
        long of = date(ifRange);
        return of >= 0 && of == date(lastModified);
    }

    /** Compares {@code etag} with each tag in a list; commas inside a tag are part of it. A {@code weak} comparison (section 8.8.3.2) takes weak tags too. */
    private static boolean lists(String header, String etag, boolean weak) {
        if (header.trim().equals("*")) {
            return true;
        }
        int open = header.indexOf('"');
        while (open >= 0) {
            int close = header.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            boolean counts = weak || open == 0 || header.charAt(open - 1) != '/';
            if (counts && header.substring(open, close + 1).equals(etag)) {
                return true;
            }
            open = header.indexOf('"', close + 1);
        }
        return false;
    }

    private static long date(String text) {
        long seconds = HttpDate.parse(text);
        return seconds < 0 ? ObsoleteDate.parse(text) : seconds;
    }
}
