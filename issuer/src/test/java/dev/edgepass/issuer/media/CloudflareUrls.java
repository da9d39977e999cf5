package dev.edgepass.issuer.media;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What Cloudflare makes of a URL's path before the Worker sees it, by its documentation ("How URL normalization works", type Cloudflare): unreserved characters
 * are decoded, escapes are upper case, backslashes are slashes, slashes are merged, dot segments removed (RFC 3986 section 5.2.4).
 */
final class CloudflareUrls {
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

    private CloudflareUrls() {}

    /** @param path begins with a slash */
    static String normalize(String path) {
        String decoded = ESCAPE.matcher(path).replaceAll(escape -> {
            char c = (char) Integer.parseInt(escape.group().substring(1), 16);
            boolean unreserved = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            return unreserved ? String.valueOf(c) : escape.group().toUpperCase(Locale.ROOT);
        });
        String merged = decoded.replace('\\', '/').replaceAll("/+", "/");
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : merged.substring(1).split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }
}
