package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Uploads by a plain HTTP client, which knows nothing of S3, to the real store. */
class UploadIT {
    private static final String BYTES = "not really a picture";

    private final Api api = TestIssuer.shared().api();
    private final String login = TestIssuer.user("uploader", "up/");

    @Test
    void an_object_goes_straight_to_the_store_and_is_listed() {
        Api.Answer answer = ask("up/Z\u00fcrich 1.png", ",\"sha256\":\"" + "ab".repeat(32) + "\"");
        JsonNode upload = answer.json().get("uploads").get(0);

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(upload.get("method").stringValue()).isEqualTo("PUT");
        assertThat(Instant.parse(upload.get("expiresAt").stringValue()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(13)),
                        Instant.now().plus(Duration.ofMinutes(16)));
        assertThat(upload.get("headers").propertyNames())
                .containsExactlyInAnyOrder("content-length", "content-type", "if-none-match", "x-amz-checksum-sha256");
        assertThat(put(upload, BYTES, Map.of())).isEqualTo(200);

        JsonNode listed = api.get("/objects?prefix=up/Z", login).json().get("objects");
        assertThat(listed.findValuesAsString("key")).containsExactly("up/Z\u00fcrich 1.png");
        assertThat(listed.get(0).get("size").longValue()).isEqualTo(BYTES.length());
    }

    @Test
    void another_size_type_digest_or_key_than_was_signed_is_refused() {
        JsonNode upload = url("up/bound.png", ",\"sha256\":\"" + "ab".repeat(32) + "\"");

        assertThat(put(upload, BYTES + "!", Map.of())).isEqualTo(403);
        assertThat(put(upload, BYTES, Map.of("content-type", "text/html"))).isEqualTo(403);
        assertThat(put(upload, BYTES, Map.of("x-amz-checksum-sha256", "AAAA"))).isEqualTo(403);
        assertThat(put(upload, BYTES, Map.of("if-none-match", "\"else\""))).isEqualTo(403);
        String elsewhere = upload.get("url").stringValue().replace("bound.png", "else.png");
        assertThat(put(elsewhere, upload, BYTES, Map.of())).isEqualTo(403);
        assertThat(api.get("/objects?prefix=up/bound", login).json().get("objects"))
                .isEmpty();
    }

    @Test
    void nothing_is_overwritten_unless_asked() {
        JsonNode first = url("up/once.png", "");
        assertThat(put(first, BYTES, Map.of())).isEqualTo(200);

        assertThat(put(first, BYTES, Map.of())).isEqualTo(412);
        assertThat(put(url("up/once.png", ",\"overwrite\":true"), BYTES, Map.of()))
                .isEqualTo(200);
    }

    @Test
    void an_expired_url_is_refused() {
        JsonNode upload = api.post("/upload-urls", login, body("up/late.png", "", ",\"expiresIn\":\"PT1S\""))
                .json()
                .get("uploads")
                .get(0);
        Instant expiresAt = Instant.parse(upload.get("expiresAt").stringValue());
        Awaitility.await().until(() -> Instant.now().isAfter(expiresAt.plusSeconds(1)));

        assertThat(put(upload, BYTES, Map.of())).isEqualTo(403);
    }

    @Test
    void a_path_outside_of_the_login_is_403_and_the_whole_request_with_it() {
        Api.Answer answer = api.post(
                "/upload-urls",
                login,
                "{\"uploads\":[{\"key\":\"up/a.png\",\"size\":1,\"contentType\":\"image/png\"},"
                        + "{\"key\":\"upper/a.png\",\"size\":1,\"contentType\":\"image/png\"}]}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("path-not-allowed");
    }

    @Test
    void the_first_wrong_member_is_named() {
        assertThat(ask("up/a//b.png", "").string("field")).isEqualTo("uploads[0].key");
        assertThat(ask("up/a.png", ",\"acl\":\"public-read\"").problem()).isEqualTo("invalid-request");
    }

    @Test
    void an_operator_keeps_uploads_for_admins_or_for_nobody() {
        try (TestIssuer admins = TestIssuer.with(Map.of("edgepass.media.uploads", "admins"))) {
            assertThat(admins.api()
                            .post("/upload-urls", login, body("up/a.png", "", ""))
                            .problem())
                    .isEqualTo("forbidden");
            assertThat(admins.api()
                            .post("/upload-urls", TestIssuer.admin(), body("up/a.png", "", ""))
                            .status())
                    .isEqualTo(201);
        }
    }

    @Test
    void an_upload_that_is_done_is_verified_and_the_thumbnails_worker_hears_of_it() throws Exception {
        assertThat(put(url("up/done \u00e9.png", ""), BYTES, Map.of())).isEqualTo(200);
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpServer worker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        worker.createContext("/objects", exchange -> {
            told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        worker.start();
        try (TestIssuer issuer = TestIssuer.with(Map.of(
                "edgepass.thumbnails.worker-url",
                "http://127.0.0.1:" + worker.getAddress().getPort()))) {
            Api.Answer answer =
                    issuer.api().post("/uploads/complete", login, done("up/done \u00e9.png", "up/never.png"));

            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            JsonNode object = answer.json().get("objects").get(0);
            assertThat(object.get("key").stringValue()).isEqualTo("up/done \u00e9.png");
            assertThat(object.get("size").longValue()).isEqualTo(BYTES.length());
            assertThat(object.get("contentType").stringValue()).isEqualTo("image/png");
            assertThat(answer.json().get("missing").get(0).stringValue()).isEqualTo("up/never.png");
            assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("up/done \u00e9.png\n");
        } finally {
            worker.stop(0);
        }
    }

    @Test
    void done_is_said_by_who_may_upload_there_alone() {
        assertThat(api.post("/uploads/complete", login, done("upper/a.png")).problem())
                .isEqualTo("path-not-allowed");
        assertThat(api.post("/uploads/complete", login, done("up/a//b.png")).string("field"))
                .isEqualTo("keys[0]");
        assertThat(api.post("/uploads/complete", login, "{\"keys\":[]}").string("field"))
                .isEqualTo("keys");
        assertThat(api.post("/uploads/complete", login, done("up/a.png")).json().get("objects"))
                .isEmpty();
    }

    private static String done(String... keys) {
        return "{\"keys\":[\"" + String.join("\",\"", keys) + "\"]}";
    }

    private Api.Answer ask(String key, String members) {
        return api.post("/upload-urls", login, body(key, members, ""));
    }

    private JsonNode url(String key, String members) {
        return ask(key, members).json().get("uploads").get(0);
    }

    private static String body(String key, String itemMembers, String members) {
        return "{\"uploads\":[{\"key\":\"" + key + "\",\"size\":" + BYTES.length() + ",\"contentType\":\"image/png\""
                + itemMembers + "}]" + members + "}";
    }

    private static int put(JsonNode upload, String bytes, Map<String, String> other) {
        return put(upload.get("url").stringValue(), upload, bytes, other);
    }

    private static int put(String url, JsonNode upload, String bytes, Map<String, String> other) {
        Map<String, String> headers = new TreeMap<>();
        upload.get("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().stringValue()));
        headers.putAll(other);
        // Clients set it themselves.
        headers.remove("content-length");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .PUT(HttpRequest.BodyPublishers.ofString(bytes));
        headers.forEach(request::header);
        try {
            // A connection each: the store answers a refused PUT without having read it, and closes.
            return HttpClient.newHttpClient()
                    .send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
