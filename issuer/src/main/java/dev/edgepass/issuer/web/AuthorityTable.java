package dev.edgepass.issuer.web;

import static dev.edgepass.issuer.web.Authority.ADMIN;
import static dev.edgepass.issuer.web.Authority.AUDITOR;
import static dev.edgepass.issuer.web.Authority.LOGIN;
import static dev.edgepass.issuer.web.Authority.PUBLIC;
import static dev.edgepass.issuer.web.Authority.USER;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;

/**
 * Every endpoint and the authority that it needs. What has no row is reachable by nobody, so a new controller needs one here. Rows don't overlap but where the longer
 * pattern comes first.
 */
public final class AuthorityTable {
    private static final String API = "/api/v1/media";

    private static final List<Row> ROWS = List.of(
            new Row(GET, "/", PUBLIC),
            new Row(GET, "/index.html", PUBLIC),
            new Row(GET, "/admin", PUBLIC),
            new Row(GET, "/admin.html", PUBLIC),
            new Row(GET, "/s/{secret}", PUBLIC),
            new Row(GET, "/share.html", PUBLIC),
            new Row(GET, "/favicon.svg", PUBLIC),
            new Row(GET, "/assets/**", PUBLIC),
            new Row(GET, "/edgepass-client.js", PUBLIC),
            new Row(GET, "/.well-known/jwks.json", PUBLIC),
            new Row(GET, API + "/openapi.json", PUBLIC),
            new Row(GET, "/.well-known/oauth-authorization-server", PUBLIC),
            new Row(POST, "/oauth2/revoke", USER),
            new Row(POST, "/oauth2/introspect", AUDITOR),
            new Row(POST, API + "/access-token", LOGIN),
            new Row(GET, API + "/objects", LOGIN),
            new Row(POST, API + "/upload-urls", USER),
            new Row(POST, API + "/share-links/access-token", PUBLIC),
            new Row(POST, API + "/share-links/objects", PUBLIC),
            new Row(GET, API + "/share-links", LOGIN),
            new Row(POST, API + "/share-links", USER),
            new Row(GET, API + "/share-links/{id}", LOGIN),
            new Row(PATCH, API + "/share-links/{id}", USER),
            new Row(DELETE, API + "/share-links/{id}", USER),
            new Row(POST, API + "/share-links/revoke", USER),
            new Row(GET, API + "/share-links/{id}/viewers", LOGIN),
            new Row(DELETE, API + "/share-links/{id}/viewers/{subject}", USER),
            new Row(POST, API + "/share-links/{id}/suspend", USER),
            new Row(POST, API + "/share-links/{id}/resume", USER),
            new Row(POST, API + "/share-links/{id}/unlock", USER),
            new Row(GET, API + "/revocations", AUDITOR),
            new Row(POST, API + "/revocations", ADMIN),
            new Row(GET, API + "/revocations/{id}", AUDITOR),
            new Row(DELETE, API + "/revocations/{id}", ADMIN),
            new Row(GET, API + "/keys", ADMIN),
            new Row(POST, API + "/keys/rotate", ADMIN),
            new Row(POST, API + "/keys/{kid}/withdraw", ADMIN),
            new Row(GET, "/actuator/health/**", PUBLIC),
            new Row(GET, "/actuator/**", ADMIN));

    /**
     * @param method {@code GET} stands for {@code HEAD} too
     * @param pattern as a controller's mapping has it
     */
    public record Row(HttpMethod method, String pattern, Authority authority) {}

    private AuthorityTable() {}

    /** In the order in which they are matched. */
    public static List<Row> rows() {
        return ROWS;
    }

    /** What an endpoint needs, by its mapping's own pattern. */
    public static Optional<Authority> of(HttpMethod method, String pattern) {
        HttpMethod asked = method.equals(HttpMethod.HEAD) ? GET : method;
        return ROWS.stream()
                .filter(row -> row.method().equals(asked) && row.pattern().equals(pattern))
                .map(Row::authority)
                .findFirst();
    }
}
