package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.LimitSettings;
import dev.edgepass.issuer.limit.Rate;
import java.util.regex.Pattern;

/** The limits, and which of them a call falls under. A call of the API that isn't named here is a read or a write by its method: none is without a limit. */
enum RateLimit {
    MINT,
    WRITE,
    REVOKE,
    READ,
    PUBLIC;

    static final String API = "/api/v1/media/";
    private static final String OAUTH = "/oauth2/";
    private static final Pattern TAKING_BACK =
            Pattern.compile("revocations(/.*)?|keys/[^/]+/withdraw|share-links/(.*/)?(suspend|resume|revoke)");

    /** Whether calls there have a limit: the API's and those of OAuth's standards, not pages, keys and health. */
    static boolean covers(String path) {
        return path.startsWith(API) || path.startsWith(OAUTH);
    }

    /** @param path without the query */
    static RateLimit of(String method, String path, boolean loggedIn) {
        if (!loggedIn) {
            return PUBLIC;
        }
        boolean reads = method.equals("GET") || method.equals("HEAD") || path.equals(OAUTH + "introspect");
        if (reads) {
            return READ;
        }
        String call = path.startsWith(API) ? path.substring(API.length()) : path;
        if (method.equals("DELETE")
                || path.equals(OAUTH + "revoke")
                || TAKING_BACK.matcher(call).matches()) {
            return REVOKE;
        }
        return call.equals("access-token") ? MINT : WRITE;
    }

    Rate rate(LimitSettings settings) {
        return switch (this) {
            case MINT -> settings.mint();
            case WRITE -> settings.write();
            case REVOKE -> settings.revoke();
            case READ -> settings.read();
            case PUBLIC -> settings.publicCalls();
        };
    }

    /** In {@code RateLimit-Policy}, in buckets' names and in the property. */
    String label() {
        return switch (this) {
            case MINT -> "mint";
            case WRITE -> "write";
            case REVOKE -> "revoke";
            case READ -> "read";
            case PUBLIC -> "public";
        };
    }
}
