package dev.edgepass.issuer.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls an issuer as a client does. */
public final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "/api/v1/media";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    /** An answer whose body is JSON, or anything else as {@code text}. */
    public record Answer(int status, String text, HttpResponse<String> raw) {
        public JsonNode json() {
            return JSON.readTree(text);
        }

        public String string(String member) {
            return json().required(member).stringValue();
        }

        /** The end of a problem's type. */
        public String problem() {
            return string("type").replace("urn:edgepass:problem:", "");
        }

        public @Nullable String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        /** All fields of that name. */
        public List<String> headers(String name) {
            return raw.headers().allValues(name);
        }
    }

    /** @param base without a slash at its end */
    public Api(String base) {
        this.base = base;
    }

    public Answer post(String path, @Nullable String login, String body, String... headers) {
        return send("POST", PREFIX + path, login, body, headers);
    }

    public Answer get(String path, @Nullable String login) {
        return send("GET", PREFIX + path, login, null);
    }

    public Answer delete(String path, @Nullable String login, String... headers) {
        return send("DELETE", PREFIX + path, login, null, headers);
    }

    /** A path outside of the API. */
    public Answer page(String path) {
        return send("GET", path, null, null);
    }

    /** @param headers names and values by turns */
    public Answer send(String method, String path, @Nullable String login, @Nullable String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        List<String> all = new ArrayList<>(List.of(headers));
        boolean typed =
                all.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("content-type"));
        if (body != null && !typed) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        if (login != null) {
            all.addAll(List.of("Authorization", "Bearer " + login));
        }
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " had no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
