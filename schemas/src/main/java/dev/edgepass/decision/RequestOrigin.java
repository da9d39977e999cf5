package dev.edgepass.decision;

import org.jspecify.annotations.Nullable;

/**
 * The site that a request says it comes from (RFC 6454): the {@code Origin} header, else the origin part of {@code Referer}.
 *
 * @param value such as {@code https://app.example}, or null where the request names none
 */
public record RequestOrigin(@Nullable String value) {
    public static final RequestOrigin NONE = new RequestOrigin(null);

    /** From the two headers, either of which may be missing. */
    public static RequestOrigin of(@Nullable String origin, @Nullable String referer) {
        if (origin != null) {
            return "null".equals(origin) ? NONE : new RequestOrigin(origin);
        }
        if (referer == null) {
            return NONE;
        }
        int authority = referer.indexOf("://");
        if (authority < 1) {
            return NONE;
        }
        int end = authority + 3;
        while (end < referer.length() && "/?#".indexOf(referer.charAt(end)) < 0) {
            end++;
        }
        return new RequestOrigin(referer.substring(0, end));
    }
}
