package dev.edgepass.local.client;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The issuer's API, as a frontend and an admin call it. Thread-safe. */
public final class Issuer {
    private final Http http;
    private final URI base;

    public Issuer(Http http, URI base) {
        this.http = http;
        this.base = base;
    }

    /** A link as its maker sees it: the secret is shown once. */
    public record Link(String id, String secret) {}

    public String mediaToken(String login, List<String> paths) {
        return requestToken(login, paths).text("token");
    }

    /** A media token with all that is said of it. */
    public Http.Answer requestToken(String login, List<String> paths) {
        return call("POST", "access-token", login, Map.of("paths", paths)).expect(201, "The request for a media token");
    }

    public Link createLink(String login, String label, List<String> paths) {
        Http.Answer answer = call("POST", "share-links", login, Map.of("label", label, "paths", paths))
                .expect(201, "The request for a share link");
        return new Link(answer.text("id"), answer.text("secret"));
    }

    public Http.Answer exchange(String secret) {
        return call("POST", "share-links/access-token", null, Map.of("secret", secret));
    }

    public Http.Answer renew(String token) {
        return call("POST", "share-links/access-token", null, Map.of("token", token));
    }

    /**
     * Revokes a link.
     *
     * @param waitSeconds as for {@link #revoke}
     */
    public Http.Answer revokeLink(String login, String linkId, int waitSeconds) {
        return revoke(login, Map.of("target", Map.of("kind", "link", "id", linkId), "reason", "demo"), waitSeconds);
    }

    /**
     * A revocation of any kind.
     *
     * @param body of {@code POST /revocations}
     * @param waitSeconds how long the answer may wait for the feed
     */
    public Http.Answer revoke(String login, Map<String, Object> body, int waitSeconds) {
        return http.call(
                "POST",
                base.resolve("/api/v1/media/revocations"),
                login,
                body,
                Map.of("Prefer", "wait=" + waitSeconds));
    }

    /** What is at {@code path} under {@code /api/v1/media/}. */
    public Http.Answer read(String path, String login) {
        return http.call("GET", base.resolve("/api/v1/media/" + path), login, null)
                .expect(200, "GET " + path);
    }

    private Http.Answer call(String method, String path, @Nullable String login, Object body) {
        return http.call(method, base.resolve("/api/v1/media/" + path), login, body);
    }
}
