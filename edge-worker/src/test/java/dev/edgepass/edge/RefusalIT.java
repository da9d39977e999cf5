package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.jdk.Es256;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: what it refuses, and how it says so. */
class RefusalIT {
    @RegisterExtension
    static final TestEdge EDGE = new TestEdge();

    private static final TestFeed FEED = EDGE.feed;
    private static WorkerHost host;

    @BeforeAll
    static void start() {
        host = EDGE.host();
        host.put("MEDIA", "gallery/a.jpg", new byte[10], "content-type", "image/jpeg");
    }

    @Test
    void a_refusal_is_a_problem_that_names_its_reason_and_never_the_token() {
        String token = FEED.token().path("other/").sign();

        HttpResponse<byte[]> refused = host.get("/view/" + token + "/gallery/a.jpg");

        JsonObject problem = expect(refused, 403, "out-of-scope");
        assertThat(problem.requireString("title")).isNotBlank();
        assertThat(problem.requireString("detail")).isNotBlank();
        assertThat(problem.requireInteger("status")).isEqualTo(403);
        assertThat(header(refused, "cache-control")).isEqualTo("no-store");
        assertThat(header(refused, "edgepass-as-of")).startsWith("position=");
        assertThat(header(refused, "access-control-allow-origin")).isEqualTo("*");
        String said = Utf8.decode(refused.body()) + refused.headers().map();
        assertThat(said).doesNotContain(token).doesNotContain(token.substring(token.lastIndexOf('.') + 1));
    }

    @Test
    void a_revocation_says_whether_it_concerns_the_token_or_the_object() {
        host.put("MEDIA", "gallery/gone.jpg", new byte[10], "content-type", "image/jpeg");
        host.put("MEDIA", "gallery/lost/b.jpg", new byte[10], "content-type", "image/jpeg");
        host.put(
                "FEED",
                "head",
                FEED.signed(FEED.head(TestFeed.segment(Map.of(
                        new Handle(Handle.Kind.FILE, "gallery/gone.jpg"), new HandleState(0, 1),
                        new Handle(Handle.Kind.FOLDER, "gallery/lost/"), new HandleState(1000, 0),
                        new Handle(Handle.Kind.LINK, "held"), new HandleState(0, 1))))));
        host.restart();

        assertThat(concerns(FEED.token().view("gallery/gone.jpg"), "blocked")).isEqualTo("object");
        assertThat(concerns(FEED.token().view("gallery/lost/b.jpg"), "revoked")).isEqualTo("object");
        assertThat(concerns(FEED.token().link("held").view("gallery/gone.jpg"), "blocked"))
                .isEqualTo("token");
        assertThat(expect(host.get(FEED.token().expiresIn(-1).view("gallery/a.jpg")), 403, "expired")
                        .has("concerns"))
                .isFalse();
    }

    private static String concerns(String view, String code) {
        return expect(host.get(view), 403, code).requireString("concerns");
    }

    @Test
    void an_expired_token_is_refused() {
        expect(host.get(FEED.token().expiresIn(-1).view("gallery/a.jpg")), 403, "expired");
    }

    @Test
    void a_forged_token_is_refused_before_R2_is_asked_for_media() {
        String forged = FEED.token().signedBy(TestFeed.key("token")).view("gallery/a.jpg");
        long asked = host.asked("media");

        expect(host.get(forged), 401, "bad-signature");
        expect(host.get(forged), 401, "bad-signature");

        assertThat(host.asked("media")).isEqualTo(asked);
    }

    @Test
    void another_spelling_of_a_good_signature_is_malformed() {
        String token = FEED.token().sign();

        for (String spelling :
                List.of(token + "=", token + "==", token + "A", token + "%20", token.replace(".", "%0A."))) {
            expect(host.get("/view/" + spelling + "/gallery/a.jpg"), 401, "malformed-token");
        }
    }

    @Test
    void a_token_out_of_scope_is_refused_before_R2_is_asked_for_media() {
        host.get(FEED.token().view("gallery/a.jpg"));
        long asked = host.asked("media");

        expect(host.get(FEED.token().path("other/").view("gallery/b.jpg")), 403, "out-of-scope");

        assertThat(host.asked("media")).isEqualTo(asked);
    }

    @Test
    void a_changed_claim_breaks_the_signature_also_of_a_token_that_was_good_before() {
        String token = FEED.token().path("gallery/a.jpg").sign();
        assertThat(host.get("/view/" + token + "/gallery/a.jpg").statusCode()).isEqualTo(200);

        String[] parts = token.split("\\.");
        String claims = Utf8.decode(Base64Url.decode(parts[1])).replace("gallery/a.jpg", "gallery/");
        String widened = parts[0] + "." + Base64Url.encode(Utf8.encode(claims)) + "." + parts[2];

        expect(host.get("/view/" + widened + "/gallery/a.jpg"), 401, "bad-signature");
    }

    @Test
    void a_token_that_is_none_is_malformed() {
        expect(host.get("/view/garbage/gallery/a.jpg"), 401, "malformed-token");
        expect(host.get("/view/" + "a".repeat(2049) + "/gallery/a.jpg"), 401, "malformed-token");
        expect(
                host.get("/view/" + Es256.signer(FEED.tokenKey).sign("JWT", "{}") + "/gallery/a.jpg"),
                401,
                "malformed-token");
    }

    @Test
    void keys_in_a_second_spelling_are_malformed() {
        String view = FEED.token().view("");
        for (String key : List.of(
                "",
                "gallery//a.jpg",
                "gallery/a%2Fb.jpg",
                "gallery/e%CC%81.jpg",
                "gallery/%FF.jpg",
                "gallery/%5Ca.jpg")) {
            expect(host.get(view + key), 400, "malformed-key");
        }
    }

    @Test
    void a_token_for_certain_sites_is_for_them_alone() {
        String view = FEED.token().origin("https://app.example").view("gallery/a.jpg");

        HttpResponse<byte[]> there = host.get(view, "origin", "https://app.example");
        HttpResponse<byte[]> elsewhere = host.get(view, "origin", "https://other.example");

        assertThat(there.statusCode()).isEqualTo(200);
        assertThat(header(there, "access-control-allow-origin")).isEqualTo("https://app.example");
        assertThat(header(there, "vary")).isEqualTo("Origin");
        expect(elsewhere, 403, "origin-not-allowed");
        assertThat(header(elsewhere, "vary")).isEqualTo("Origin");
        expect(host.get(view), 403, "origin-not-allowed");
        assertThat(host.get(view, "referer", "https://app.example/gallery").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_preflight_is_answered_without_a_decision() {
        HttpResponse<byte[]> preflight =
                host.request("OPTIONS", FEED.token().view("gallery/a.jpg"), "origin", "https://app.example");

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-methods")).isEqualTo("GET, HEAD");
    }

    @Test
    void other_methods_and_routes_are_problems_too() {
        HttpResponse<byte[]> post = host.request("POST", FEED.token().view("gallery/a.jpg"));
        expect(post, 405, "method-not-allowed");
        assertThat(header(post, "allow")).isEqualTo("GET, HEAD, OPTIONS");
        expect(host.request("DELETE", "/healthz"), 405, "method-not-allowed");
        expect(host.get("/"), 404, "not-found");
        expect(host.get("/view/only-a-token"), 404, "not-found");
        expect(host.get("/media"), 404, "not-found");
    }

    @Test
    void a_refused_HEAD_has_no_body() {
        HttpResponse<byte[]> refused =
                host.request("HEAD", FEED.token().path("other/").view("gallery/a.jpg"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).isEmpty();
    }

    @Test
    void a_failing_bucket_is_a_503_and_the_log_has_no_token() {
        host.faults("{\"media\":\"down\"}");
        String token = FEED.token().sign();
        String refused = FEED.token().path("other/").sign();

        expect(host.get("/view/" + token + "/gallery/not-cached.jpg"), 503, "media-unavailable");
        HttpResponse<byte[]> range = host.get("/view/" + token + "/gallery/not-cached.jpg", "range", "bytes=0-1");
        expect(range, 503, "media-unavailable");
        assertThat(header(range, "retry-after")).isEqualTo("1");
        expect(host.get("/view/" + refused + "/gallery/not-cached.jpg"), 403, "out-of-scope");

        host.faults("{\"media\":\"\"}");
        assertThat(host.logWith("media: Error")).doesNotContain(token);
    }

    @Test
    void a_worker_that_cannot_start_is_an_internal_error_and_the_log_has_no_token() {
        String token = FEED.token().sign();
        try (WorkerHost broken = WorkerHost.start("no JWKS")) {
            expect(broken.get("/view/" + token + "/gallery/a.jpg"), 500, "internal-error");

            assertThat(broken.logWith("internal-error")).doesNotContain(token);
        }
    }

    @Test
    void a_URL_past_8_KB_is_refused_whatever_it_names() {
        expect(host.get("/view/" + "t".repeat(9_000) + "/a.jpg"), 414, "uri-too-long");
        expect(host.get(FEED.token().view("gallery/a.jpg") + "?" + "x".repeat(9_000)), 414, "uri-too-long");
        expect(host.request("POST", "/" + "x".repeat(9_000)), 414, "uri-too-long");
    }

    @Test
    void a_401_names_the_scheme() {
        HttpResponse<byte[]> none = host.get("/media/gallery/a.jpg");
        expect(none, 401, "malformed-token");
        assertThat(header(none, "www-authenticate")).isEqualTo("Bearer realm=\"edgepass\"");
        for (String authorization : new String[] {"Basic YTpi", "Bearer", "Bearer ", "Bearer a.b.c"}) {
            expect(host.get("/media/gallery/a.jpg", "authorization", authorization), 401, "malformed-token");
        }
        String good = FEED.token().sign();
        expect(host.get("/media/gallery/a.jpg", "authorization", good), 401, "malformed-token");
        for (String odd :
                new String[] {"Bearer\t" + good, "Bearer " + good + " x", "Bearer \t" + good, "Bearerx " + good}) {
            expect(host.get("/media/gallery/a.jpg", "authorization", odd), 401, "malformed-token");
        }
    }

    private static JsonObject expect(HttpResponse<byte[]> response, int status, String code) {
        JsonObject problem = JsonReader.readObject(Utf8.decode(response.body()));
        assertThat(problem.string("type")).isEqualTo("urn:edgepass:problem:" + code);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "content-type")).isEqualTo("application/problem+json");
        return problem;
    }
}
