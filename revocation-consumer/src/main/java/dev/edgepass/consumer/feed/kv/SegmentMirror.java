package dev.edgepass.consumer.feed.kv;

import dev.edgepass.encoding.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts segments into KV by the bulk write of Cloudflare's REST API ({@code PUT .../storage/kv/namespaces/{id}/bulk}). Tries three times where the answer is 429
 * or 5xx or none at all, waiting as {@code Retry-After} says, 5 s at most; writing the same immutable value twice is harmless. Thread-safe.
 */
public final class SegmentMirror {
    private static final int ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
    private final JsonMapper json = new JsonMapper();
    private final KvProperties kv;
    private final URI bulk;

    public SegmentMirror(KvProperties kv) {
        this.kv = kv;
        this.bulk = URI.create(
                kv.apiBase() + "/accounts/" + kv.accountId() + "/storage/kv/namespaces/" + kv.namespaceId() + "/bulk");
    }

    /**
     * @throws KvUnavailable where KV didn't confirm it
     */
    public void store(String hash, byte[] bytes) throws InterruptedException {
        String pair = new JsonWriter()
                .string("key", hash)
                .string("value", Base64.getEncoder().encodeToString(bytes))
                .bool("base64", true)
                .toString();
        HttpRequest put = HttpRequest.newBuilder(bulk)
                .timeout(kv.timeout())
                .header("Authorization", "Bearer " + kv.apiToken())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("[" + pair + "]"))
                .build();
        for (int attempt = 1; ; attempt++) {
            Duration wait;
            try {
                HttpResponse<String> answer = http.send(put, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == OK) {
                    requireSuccess(answer.body());
                    return;
                }
                boolean again = answer.statusCode() == TOO_MANY_REQUESTS || answer.statusCode() >= SERVER_ERROR;
                if (!again || attempt == ATTEMPTS) {
                    throw new KvUnavailable("KV bulk write: status " + answer.statusCode() + " (expected: 200)", null);
                }
                wait = retryAfter(answer, attempt);
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new KvUnavailable("KV bulk write: no answer from " + bulk.getAuthority(), e);
                }
                wait = Duration.ofSeconds(attempt);
            }
            Thread.sleep(wait.toMillis());
        }
    }

    /** A 200 may still name keys that weren't written. */
    private void requireSuccess(String body) {
        try {
            JsonNode answer = json.readTree(body);
            if (answer.path("success").asBoolean(false)
                    && answer.path("result").path("unsuccessful_keys").isEmpty()) {
                return;
            }
        } catch (JacksonException e) {
            throw new KvUnavailable("KV bulk write: the answer isn't JSON", e);
        }
        throw new KvUnavailable("KV bulk write: the answer doesn't say success", null);
    }

    private static Duration retryAfter(HttpResponse<?> answer, int attempt) {
        Duration asked = answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ofSeconds(attempt));
        return asked.compareTo(LONGEST_WAIT) < 0 ? asked : LONGEST_WAIT;
    }
}
