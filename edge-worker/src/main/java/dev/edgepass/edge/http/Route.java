package dev.edgepass.edge.http;

/** What a URL of this host names (DESIGN section 13). The query string names nothing. */
public sealed interface Route {
    /**
     * {@code /view/{token}/{key}}.
     *
     * @param token as it stands in the URL
     * @param path the key as it stands in the URL, percent-encoded
     */
    record View(String token, String path) implements Route {}

    /** {@code /.well-known/edgepass}. */
    record Status() implements Route {}

    /** {@code /healthz}. */
    record Health() implements Route {}

    /** Anything else. */
    record Unknown() implements Route {}

    /** The methods that the route answers, as {@code Allow} has them. */
    default String allow() {
        return this instanceof View ? "GET, HEAD, OPTIONS" : "GET, HEAD";
    }

    default boolean allows(String method) {
        return method.equals("GET") || method.equals("HEAD") || this instanceof View && method.equals("OPTIONS");
    }

    /** The route of an absolute URL. */
    static Route of(String url) {
        String path = path(url);
        if (path.startsWith("/view/")) {
            int start = "/view/".length();
            int slash = path.indexOf('/', start);
            return slash < 0 ? new Unknown() : new View(path.substring(start, slash), path.substring(slash + 1));
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

    private static String path(String url) {
        int start = url.indexOf('/', url.indexOf("://") + 3);
        if (start < 0) {
            return "/";
        }
        int query = cut(url, '?', cut(url, '#', url.length()));
        return start < query ? url.substring(start, query) : "/";
    }

    private static int cut(String url, char mark, int end) {
        int at = url.indexOf(mark);
        return at < 0 || at > end ? end : at;
    }
}
