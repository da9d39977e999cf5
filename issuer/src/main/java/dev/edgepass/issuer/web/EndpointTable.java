package dev.edgepass.issuer.web;

import static dev.edgepass.issuer.web.Authority.ADMIN;
import static dev.edgepass.issuer.web.Authority.AUDITOR;
import static dev.edgepass.issuer.web.Authority.EDGE;
import static dev.edgepass.issuer.web.Authority.LOGIN;
import static dev.edgepass.issuer.web.Authority.PUBLIC;
import static dev.edgepass.issuer.web.Authority.USER;
import static dev.edgepass.issuer.web.RateLimit.MINT;
import static dev.edgepass.issuer.web.RateLimit.READ;
import static dev.edgepass.issuer.web.RateLimit.REVOKE;
import static dev.edgepass.issuer.web.RateLimit.WRITE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import dev.edgepass.issuer.limit.Room;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/**
 * Every endpoint: who may call it and how often, the room that it takes, and how large a body may be. What has no row is unreachable, so a new controller
 * needs one here. Rows don't overlap but where the longer pattern comes first.
 */
public final class EndpointTable {
    static final String API = "/api/v1/media";

    /** {@code GET} has no body. */
    private static final int NONE = 0;

    private static final int USUAL = 64 * 1024;

    /** A hundred keys, each of R2's 1,024 bytes, with escapes; or the ETags of a file's parts, of which the largest has 597. */
    private static final int UPLOADED = 256 * 1024;

    /** Of a report of views, which the Worker keeps below it. */
    private static final int REPORT = 256 * 1024;

    /** Room for every request whose record fits on the log (1 MB), however its JSON is laid out. */
    private static final int BULK = 4 * 1024 * 1024;

    private static final List<Endpoint> ROWS = List.of(
            page("/", Site.CONSOLE),
            page("/index.html", Site.CONSOLE),
            page("/admin", Site.CONSOLE),
            page("/admin.html", Site.CONSOLE),
            page("/audit", Site.CONSOLE),
            page("/audit.html", Site.CONSOLE),
            page("/s/{secret}", Site.SHARE),
            page("/s/{secret}/", Site.SHARE),
            page("/share.html", Site.SHARE),
            page("/u/{secret}", Site.SHARE),
            page("/u/{secret}/", Site.SHARE),
            page("/upload.html", Site.SHARE),
            page("/favicon.svg"),
            page("/assets/**"),
            page("/edgepass-client.js"),
            page("/edgepass-client/**"),
            new Endpoint(GET, "/login", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, NONE, Site.CONSOLE),
            new Endpoint(GET, "/login/callback", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, NONE, Site.CONSOLE),
            new Endpoint(POST, "/login/hand-over", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL, Site.CONSOLE),
            new Endpoint(POST, "/login/end", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL, Site.CONSOLE),
            page("/.well-known/jwks.json"),
            page(API + "/openapi.json"),
            page("/.well-known/oauth-authorization-server"),
            new Endpoint(POST, "/oauth2/revoke", USER, REVOKE, Room.REVOKE, USUAL),
            new Endpoint(POST, "/oauth2/introspect", AUDITOR, READ, Room.LOGIN, USUAL),
            new Endpoint(POST, API + "/access-token", LOGIN, MINT, Room.LOGIN, USUAL),
            new Endpoint(GET, API + "/me", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(GET, API + "/feed", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(GET, API + "/objects", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(GET, API + "/folders", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(POST, API + "/upload-urls", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(POST, API + "/uploads/complete", USER, WRITE, Room.LOGIN, UPLOADED),
            new Endpoint(POST, API + "/share-links/access-token", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/share-links/objects", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/upload-links/sessions", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/upload-links/files", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, UPLOADED),
            new Endpoint(POST, API + "/upload-links/files/state", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/upload-links/parts", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/upload-links/files/complete", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, UPLOADED),
            new Endpoint(POST, API + "/upload-links/files/cancel", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/events", PUBLIC, RateLimit.PUBLIC, Room.PUBLIC, USUAL),
            new Endpoint(POST, API + "/usage", EDGE, RateLimit.EDGE, Room.EDGE, REPORT),
            new Endpoint(GET, API + "/share-links", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(POST, API + "/share-links", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(GET, API + "/share-links/{id}", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(PATCH, API + "/share-links/{id}", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(DELETE, API + "/share-links/{id}", USER, REVOKE, Room.REVOKE, USUAL),
            new Endpoint(DELETE, API + "/share-links/{id}/words", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(POST, API + "/share-links/revoke", USER, REVOKE, Room.REVOKE, USUAL),
            new Endpoint(GET, API + "/share-links/{id}/viewers", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(DELETE, API + "/share-links/{id}/viewers/{subject}", USER, REVOKE, Room.REVOKE, USUAL),
            new Endpoint(DELETE, API + "/share-links/{id}/viewers/{subject}/views", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(POST, API + "/share-links/{id}/suspend", USER, REVOKE, Room.REVOKE, USUAL),
            new Endpoint(POST, API + "/share-links/{id}/resume", USER, REVOKE, Room.REVOKE, USUAL),
            new Endpoint(POST, API + "/share-links/{id}/unlock", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(GET, API + "/share-links/{id}/received", LOGIN, READ, Room.LOGIN, NONE),
            new Endpoint(POST, API + "/share-links/{id}/received/accept", USER, WRITE, Room.ACCEPT, USUAL),
            new Endpoint(POST, API + "/share-links/{id}/received/reject", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(POST, API + "/share-links/{id}/received/{file}/download-url", USER, WRITE, Room.LOGIN, USUAL),
            new Endpoint(GET, API + "/revocations", AUDITOR, READ, Room.LOGIN, NONE),
            new Endpoint(POST, API + "/revocations", ADMIN, REVOKE, Room.ADMIN, BULK),
            new Endpoint(GET, API + "/revocations/{id}", AUDITOR, READ, Room.LOGIN, NONE),
            new Endpoint(GET, API + "/revocations/{id}/receipts", AUDITOR, READ, Room.LOGIN, NONE),
            new Endpoint(DELETE, API + "/revocations/{id}", ADMIN, REVOKE, Room.ADMIN, USUAL),
            new Endpoint(GET, API + "/audit/log", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(GET, API + "/audit/log/{id}/{*file}", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(POST, API + "/audit/seal", AUDITOR, WRITE, Room.AUDIT, USUAL),
            new Endpoint(GET, API + "/audit/events", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(GET, API + "/audit/tokens/{jti}", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(GET, API + "/audit/links/{id}", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(GET, API + "/audit/paths", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(GET, API + "/audit/proofs", AUDITOR, READ, Room.AUDIT, NONE),
            new Endpoint(GET, API + "/keys", ADMIN, READ, Room.LOGIN, NONE),
            new Endpoint(POST, API + "/keys/rotate", ADMIN, WRITE, Room.LOGIN, USUAL),
            new Endpoint(POST, API + "/keys/{kid}/withdraw", ADMIN, REVOKE, Room.ADMIN, USUAL),
            new Endpoint(GET, "/actuator/health/**", PUBLIC, RateLimit.HEALTH, Room.HEALTH, NONE),
            new Endpoint(GET, "/actuator/**", ADMIN, READ, Room.HEALTH, NONE));

    private EndpointTable() {}

    private static Endpoint page(String pattern) {
        return page(pattern, Site.ANY);
    }

    private static Endpoint page(String pattern, Site site) {
        return new Endpoint(GET, pattern, PUBLIC, RateLimit.PAGES, Room.PAGES, NONE, site);
    }

    /** In the order in which they are matched. */
    public static List<Endpoint> rows() {
        return ROWS;
    }

    /** The row of a mapping, by the mapping's own pattern. */
    public static Optional<Endpoint> of(HttpMethod method, String pattern) {
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? GET : method;
        return ROWS.stream()
                .filter(row -> row.method().equals(asked) && row.pattern().equals(pattern))
                .findFirst();
    }
}
