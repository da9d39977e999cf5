package dev.edgepass.local.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** An HTTP/1.1 client for JSON APIs and media. Thread-safe. */
public final class Http {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** An answer with its JSON, {@code null} JSON where it has none. */
    public record Answer(int status, JsonNode json) {
        /** The last word of a problem's type, such as {@code revoked}, or an empty text. */
        public String problem() {
            String type = json.path("type").asString("");
            return type.substring(type.lastIndexOf(':') + 1);
        }

        /** This answer, if it has the status. */
        public Answer expect(int expected, String what) {
            if (status != expected) {
                String said = problem().isEmpty()
                        ? ""
                        : " (" + problem() + ": " + json.path("detail").asString("") + ")";
                throw new RunFailure(what + " was answered with " + status + said + ", not with " + expected);
            }
            return this;
        }

        public String text(String member) {
            return json.path(member).asString("");
        }
    }

    public Answer call(String method, URI uri, @Nullable String bearer, @Nullable Object body) {
        return call(method, uri, bearer, body, Map.of());
    }

    public Answer call(
            String method, URI uri, @Nullable String bearer, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        request.method(
                method,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(
                                JsonMapper.shared().writeValueAsString(body)));
        request.header("Content-Type", "application/json");
        headers.forEach(request::header);
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        HttpResponse<byte[]> response = send(request.build());
        boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                response.statusCode(), json ? JsonMapper.shared().readTree(response.body()) : NullNode.getInstance());
    }

    public HttpResponse<byte[]> get(URI uri, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Whether it answers 200, within two seconds. */
    public boolean isOk(URI uri) {
        return look(uri).filter(response -> response.statusCode() == 200).isPresent();
    }

    /** The JSON that it answers with within two seconds, whatever the status; empty where there is no answer, or no JSON. */
    public Optional<JsonNode> json(URI uri) {
        try {
            return look(uri).map(response -> JsonMapper.shared().readTree(response.body()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private Optional<HttpResponse<byte[]>> look(URI uri) {
        try {
            return Optional.of(
                    send(HttpRequest.newBuilder(uri).timeout(LOOK_TIMEOUT).build()));
        } catch (RunFailure e) {
            return Optional.empty();
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            // The URI could hold a token, so only the host is named.
            throw new RunFailure(request.uri().getAuthority() + " did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        }
    }
}
