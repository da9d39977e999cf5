package dev.edgepass.local.demo;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The issuer's API, as a frontend and an admin call it. */
final class Issuer {
    private final Http http;
    private final URI base;

    Issuer(Http http, URI base) {
        this.http = http;
        this.base = base;
    }

    /** A link as its maker sees it: the secret is shown once. */
    record Link(String id, String secret) {}

    String mediaToken(String login, List<String> paths) {
        return call("POST", "access-token", login, Map.of("paths", paths))
                .expect(201, "The request for a media token")
                .text("token");
    }

    Link createLink(String login, String label, List<String> paths) {
        Http.Answer answer = call("POST", "share-links", login, Map.of("label", label, "paths", paths))
                .expect(201, "The request for a share link");
        return new Link(answer.text("id"), answer.text("secret"));
    }

    Http.Answer exchange(String secret) {
        return call("POST", "share-links/access-token", null, Map.of("secret", secret));
    }

    Http.Answer renew(String token) {
        return call("POST", "share-links/access-token", null, Map.of("token", token));
    }

    Http.Answer revokeLink(String login, String linkId) {
        return call(
                "POST", "revocations", login, Map.of("target", Map.of("kind", "link", "id", linkId), "reason", "demo"));
    }

    private Http.Answer call(String method, String path, String login, Object body) {
        return http.call(method, base.resolve("/api/v1/media/" + path), login, body);
    }
}
