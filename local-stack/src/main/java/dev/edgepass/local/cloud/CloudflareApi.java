package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Cloudflare's API (v4). Nothing is tried again by itself: every command can be repeated. No message has a token's value. Not thread-safe.
 */
final class CloudflareApi {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int LARGEST_ANSWER = 8 << 20;
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 40;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final URI base;
    private final ApiToken token;
    private final Optional<String> jurisdiction;

    /**
     * @param base up to and with {@code /client/v4}
     * @param jurisdiction of the R2 buckets that calls are about
     */
    CloudflareApi(URI base, ApiToken token, Optional<String> jurisdiction) {
        this.base = base;
        this.token = token;
        this.jurisdiction = jurisdiction;
    }

    private record Answer(int status, JsonNode json) {
        /** 204 has no body; any other success says that it is one. */
        boolean isSuccess() {
            return status == 204 || status / 100 == 2 && json.path("success").asBoolean(false);
        }
    }

    URI base() {
        return base;
    }

    /**
     * The result of a read.
     *
     * @throws ApiRefusal where Cloudflare refuses
     * @throws StartFailure where it doesn't answer
     */
    JsonNode get(String path) {
        return result("GET", path, exchange(token, "GET", path, null));
    }

    /** The result of a read; empty where there is no such thing (404). */
    Optional<JsonNode> find(String path) {
        Answer answer = exchange(token, "GET", path, null);
        return answer.status() == 404 ? Optional.empty() : Optional.of(result("GET", path, answer));
    }

    /**
     * All pages of a list.
     *
     * @param path with a query or without one
     */
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        String query = path + (path.contains("?") ? "&" : "?") + "per_page=" + PAGE + "&page=";
        for (int page = 1; page <= MOST_PAGES; page++) {
            Answer answer = exchange(token, "GET", query + page, null);
            JsonNode result = result("GET", path, answer);
            result.forEach(items::add);
            int pages = answer.json().path("result_info").path("total_pages").asInt(0);
            if (result.isEmpty() || (pages > 0 ? page >= pages : result.size() < PAGE)) {
                return items;
            }
        }
        throw new StartFailure("There are more than " + MOST_PAGES * PAGE + " entries at " + path
                + ", which is more than this command reads.");
    }

    /** Makes a change, and gives its result. */
    JsonNode send(Call call) {
        return result(call.method(), call.path(), exchange(token, call.method(), call.path(), call));
    }

    /**
     * The id of an account's token by its value; empty where the account has no such active token.
     *
     * @throws StartFailure where Cloudflare doesn't answer
     */
    Optional<String> tokenId(String account, ApiToken value) {
        Answer answer = exchange(value, "GET", "/accounts/" + account + "/tokens/verify", null);
        if (answer.status() >= 500 || answer.status() == 429) {
            throw new ApiRefusal("GET", "/accounts/" + account + "/tokens/verify", answer.status(), 0, "");
        }
        JsonNode result = answer.json().path("result");
        return answer.isSuccess() && Json.text(result, "status").equals("active")
                ? Optional.of(Json.id(result))
                : Optional.empty();
    }

    /** As {@link #tokenId}, of the token with which all calls are made. */
    Optional<String> ownTokenId(String account) {
        return tokenId(account, token);
    }

    private JsonNode result(String method, String path, Answer answer) {
        if (!answer.isSuccess()) {
            JsonNode error = answer.json().path("errors").path(0);
            throw new ApiRefusal(
                    method,
                    path,
                    answer.status(),
                    error.path("code").asInt(0),
                    Json.shown(token.hideIn(Json.text(error, "message"))));
        }
        return answer.json().path("result");
    }

    private Answer exchange(ApiToken bearer, String method, String path, @Nullable Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER)
                .header("Authorization", bearer.authorization());
        if (path.contains("/r2/")) {
            jurisdiction.ifPresent(name -> request.header("cf-r2-jurisdiction", name));
        }
        if (call == null || call.body().length == 0) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", call.contentType());
            request.method(method, HttpRequest.BodyPublishers.ofByteArray(call.body()));
        }
        try {
            return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                    .thenApplyAsync(CloudflareApi::read)
                    .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The cause could quote the request, so only its kind is passed on.
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new StartFailure(base.getHost() + " gave no answer to " + method + " " + path + " ("
                    + cause.getClass().getSimpleName() + "), so it isn't known whether it was done.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted");
        }
    }

    private static Answer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            byte[] bytes = body.readNBytes(LARGEST_ANSWER + 1);
            boolean isWhole = bytes.length <= LARGEST_ANSWER;
            return new Answer(response.statusCode(), isWhole ? parse(bytes) : Json.object());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whatever isn't JSON, such as a gateway's page, says nothing but its status. */
    private static JsonNode parse(byte[] bytes) {
        try {
            return JsonMapper.shared().readTree(bytes);
        } catch (JacksonException e) {
            return Json.object();
        }
    }
}
