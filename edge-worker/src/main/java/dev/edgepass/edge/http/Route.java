package dev.edgepass.edge.http;

/** What a URL of this host names (docs/edge.md). Of the query string only {@code download} means something. */
public sealed interface Route {
    /** Characters of a URL that are read at all: the longest token and key, encoded, fit twice. */
    int MAX_URL = 8_192;

    /**
     * {@code /view/{token}/{key}}.
     *
     * @param token as it stands in the URL
     * @param path the key as it stands in the URL, percent-encoded
     * @param download whether the query has {@code download}
     */
    record View(String token, String path, boolean download) implements Route {}

    /** {@code /media/{key}}, for clients that send the token in {@code Authorization} (RFC 6750 section 2.1). */
    record Media(String path, boolean download) implements Route {}

    /** {@code /.well-known/edgepass}. */
    record Status() implements Route {}

    /** {@code /healthz}. */
    record Health() implements Route {}

    /** A URL of more than {@link #MAX_URL} characters, whatever it names. */
    record TooLong() implements Route {}

    /** Anything else. */
    record Unknown() implements Route {}

    /** The methods that the route answers, as {@code Allow} has them. */
    default String allow() {
        return isMedia() ? "GET, HEAD, OPTIONS" : "GET, HEAD";
    }

    default boolean allows(String method) {
        return method.equals("GET") || method.equals("HEAD") || isMedia() && method.equals("OPTIONS");
    }

    private boolean isMedia() {
        return this instanceof View || this instanceof Media;
    }

    /** The route of an absolute URL. */
    static Route of(String url) {
        if (url.length() > MAX_URL) {
            return new TooLong();
        }
        String path = path(url);
        if (path.startsWith("/view/")) {
            int start = "/view/".length();
            int slash = path.indexOf('/', start);
            return slash < 0
                    ? new Unknown()
                    : new View(path.substring(start, slash), path.substring(slash + 1), isDownload(url));
        }
        if (path.startsWith("/media/")) {
            return new Media(path.substring("/media/".length()), isDownload(url));
        }
        return switch (path) {
            case "/.well-known/edgepass" -> new Status();
            case "/healthz" -> new Health();
            default -> new Unknown();
        };
    }

    /** Host and port of an absolute URL. */
    static String authority(String url) {
        int start = url.indexOf("://") + 3;
        int end = url.indexOf('/', start);
        return end < 0 ? url.substring(start) : url.substring(start, end);
    }

    /** Whether one of the query's parameters is called {@code download}, with any value or none. */
    private static boolean isDownload(String url) {
        int end = cut(url, '#', url.length());
        int start = cut(url, '?', end);
        while (start < end) {
            int next = cut(url, '&', start + 1, end);
            int name = cut(url, '=', start + 1, next);
            if (url.substring(start + 1, name).equals("download")) {
                return true;
            }
            start = next;
        }
        return false;
    }

    private static String path(String url) {
        int start = url.indexOf('/', url.indexOf("://") + 3);
        if (start < 0) {
            return "/";
        }
        int query = cut(url, '?', cut(url, '#', url.length()));
        return start < query ? url.substring(start, query) : "/";
    }

    private static int cut(String url, char mark, int end) {
        return cut(url, mark, 0, end);
    }

    /** The place of {@code mark} from {@code start} on, or {@code end} where it isn't before that. */
    private static int cut(String url, char mark, int start, int end) {
        int at = url.indexOf(mark, start);
        return at < 0 || at > end ? end : at;
    }
}
