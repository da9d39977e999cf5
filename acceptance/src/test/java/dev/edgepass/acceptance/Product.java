package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;

/** The product's API on a running stack, as the three users call it. */
final class Product {
    final Web web = new Web();
    private final URI issuer;
    private final List<URI> edges;

    Product(RunningStack stack) {
        this(stack.issuer(), stack.edges());
    }

    Product(URI issuer, List<URI> edges) {
        this.issuer = issuer;
        this.edges = edges;
    }

    Web.Answer api(String method, String path, String login, String json, String... headers) {
        return web.call(method, issuer.resolve("/api/v1/media/" + path), login, json, headers);
    }

    String mediaToken(String login, String scope) {
        Web.Answer answer = api("POST", "access-token", login, "{\"paths\":[\"" + scope + "\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().get("token").asString();
    }

    /** A new share link: id and secret. */
    Link createLink(String login, String scope) {
        Web.Answer answer =
                api("POST", "share-links", login, "{\"label\":\"Acceptance\",\"paths\":[\"" + scope + "\"]}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return new Link(
                answer.json().get("id").asString(), answer.json().get("secret").asString());
    }

    record Link(String id, String secret) {}

    Web.Answer exchange(Link link) {
        return api("POST", "share-links/access-token", "", "{\"secret\":\"" + link.secret() + "\"}");
    }

    String viewerToken(Link link) {
        Web.Answer answer = exchange(link);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json().get("token").asString();
    }

    Web.Answer revoke(String login, String kind, String id, String... headers) {
        return api(
                "POST",
                "revocations",
                login,
                "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"},\"reason\":\"acceptance\"}",
                headers);
    }

    Web.Answer view(URI edge, String token, String key, String... headers) {
        return web.get(edge.resolve("/view/" + token + "/" + key), headers);
    }

    /** The statuses at all locations. */
    List<Integer> viewEverywhere(String token, String key) {
        return edges.stream().map(edge -> view(edge, token, key).status()).toList();
    }
}
