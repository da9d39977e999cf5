package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.Utf8;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: what a client with a good token gets from R2 and the location's cache. Nothing is kept in the isolate. */
class MediaIT {
    private static final int SIZE = 150_000;
    private static final byte[] IMAGE = new byte[SIZE];

    @RegisterExtension
    static final TestEdge EDGE = new TestEdge(Map.of("HOT_MEDIA_BYTES", "0"));

    private static final TestFeed FEED = EDGE.feed;
    private static WorkerHost host;
    private final String token = FEED.token().sign();

    @BeforeAll
    static void start() {
        new Random(7).nextBytes(IMAGE);
        host = EDGE.host();
        host.put("MEDIA", "gallery/cold.jpg", IMAGE, "content-type", "image/jpeg");
        host.put("MEDIA", "gallery/a.jpg", IMAGE, "content-type", "image/jpeg");
        host.put("MEDIA", "gallery/packed.txt", Utf8.encode("as it is"), "content-encoding", "gzip");
        host.put("MEDIA", "gallery/empty", new byte[0]);
    }

    @Test
    void a_view_is_served_from_R2_first_and_from_the_cache_after_it() {
        HttpResponse<byte[]> cold = view("gallery/cold.jpg");

        assertThat(cold.statusCode()).isEqualTo(200);
        assertThat(cold.body()).isEqualTo(IMAGE);
        assertThat(header(cold, "cache-status")).isEqualTo("edgepass; fwd=miss");
        assertThat(header(cold, "content-type")).isEqualTo("image/jpeg");
        assertThat(header(cold, "content-length")).isEqualTo("" + SIZE);
        EDGE.awaitCached(path("gallery/cold.jpg"));
        HttpResponse<byte[]> warm = view("gallery/cold.jpg");
        assertThat(warm.statusCode()).isEqualTo(200);
        assertThat(warm.body()).isEqualTo(IMAGE);
        assertThat(header(warm, "content-length")).isEqualTo("" + SIZE);
        assertThat(header(warm, "etag")).isEqualTo(header(cold, "etag"));
        assertThat(header(warm, "last-modified")).isEqualTo(header(cold, "last-modified"));
    }

    @Test
    void another_token_hits_the_same_copy() {
        view("gallery/a.jpg");
        EDGE.awaitCached(path("gallery/a.jpg"));

        HttpResponse<byte[]> other = host.get(FEED.token().id("another").view("gallery/%61.jpg"));

        assertThat(header(other, "cache-status")).isEqualTo("edgepass; hit");
        assertThat(other.body()).isEqualTo(IMAGE);
    }

    @Test
    void a_client_keeps_it_privately_for_five_minutes_and_never_past_the_tokens_end() {
        assertThat(header(view("gallery/a.jpg"), "cache-control")).isEqualTo("private, max-age=300, must-revalidate");

        String soon = header(host.get(FEED.token().expiresIn(100).view("gallery/a.jpg")), "cache-control");
        assertThat(soon).matches("private, max-age=(9\\d|100), must-revalidate");
    }

    @Test
    void every_answer_says_how_fresh_it_is() {
        HttpResponse<byte[]> response = view("gallery/a.jpg");

        assertThat(header(response, "edgepass-as-of"))
                .matches("position=\\d+, as-of=\\d{13}, age-ms=-?\\d+, read-age-ms=\\d+");
        assertThat(header(response, "server-timing"))
                .contains("edgepass-read-age;dur=")
                .contains("position ");
        assertThat(header(response, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(response, "referrer-policy")).isEqualTo("no-referrer");
        assertThat(header(response, "access-control-allow-origin")).isEqualTo("*");
    }

    @Test
    void a_HEAD_says_what_a_GET_would_and_sends_nothing() {
        host.put("MEDIA", "gallery/head.jpg", IMAGE, "content-type", "image/jpeg");
        for (int round = 0; round < 2; round++) {
            HttpResponse<byte[]> head = host.request("HEAD", path("gallery/head.jpg"));

            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            assertThat(header(head, "content-length")).isEqualTo("" + SIZE);
            assertThat(header(head, "content-type")).isEqualTo("image/jpeg");
            view("gallery/head.jpg");
            EDGE.awaitCached(path("gallery/head.jpg"));
        }
    }

    @Test
    void documents_that_could_run_scripts_are_sandboxed() {
        String[] hostile = {
            "image/svg+xml",
            "text/html",
            "text/xsl",
            "application/pdf;a=\"x\",text/html,b=\"y\"",
            "multipart/x-mixed-replace; boundary=x",
            "unknown/tomorrow"
        };
        for (int i = 0; i < hostile.length; i++) {
            String key = "gallery/hostile-" + i;
            host.put("MEDIA", key, Utf8.encode("<svg/>"), "content-type", hostile[i]);
            for (int round = 0; round < 2; round++) {
                HttpResponse<byte[]> answer = view(key);

                assertThat(header(answer, "content-security-policy"))
                        .as(hostile[i])
                        .isEqualTo("sandbox");
                assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
                assertThat(header(answer, "content-type")).doesNotContain(",", "multipart");
                EDGE.awaitCached(path(key));
            }
        }
    }

    @Test
    void nobody_reaches_what_lies_in_the_cache_but_by_a_view() {
        view("gallery/a.jpg");
        EDGE.awaitCached(path("gallery/a.jpg"));

        for (String outside :
                new String[] {"/.cache/gallery/a.jpg", "/%2ecache/gallery/a.jpg", "/.cache/", "/.cache"}) {
            assertThat(host.get(outside).statusCode()).as(outside).isEqualTo(404);
            assertThat(host.get(outside, "authorization", "Bearer " + token).statusCode())
                    .as(outside)
                    .isEqualTo(404);
        }
        for (String path : new String[] {"/.cache/gallery/a.jpg", "/media/gallery/a.jpg", path("gallery/a.jpg")}) {
            assertThat(host.isInTheZonesCache(path)).as(path).isFalse();
        }
    }

    @Test
    void a_preflight_allows_what_a_script_sends() {
        HttpResponse<byte[]> preflight = host.request(
                "OPTIONS",
                path("gallery/a.jpg"),
                "origin",
                "https://app.example",
                "access-control-request-method",
                "GET",
                "access-control-request-headers",
                "traceparent,x-requested-with");

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "access-control-allow-headers")).isEqualTo("traceparent,x-requested-with");
        assertThat(header(preflight, "access-control-allow-origin")).isEqualTo("*");
        assertThat(header(preflight, "access-control-allow-credentials")).isEmpty();
    }

    @Test
    void encoded_bytes_come_as_they_were_stored() {
        for (int round = 0; round < 2; round++) {
            HttpResponse<byte[]> response = view("gallery/packed.txt");

            assertThat(header(response, "content-encoding")).isEqualTo("gzip");
            assertThat(response.body()).isEqualTo(Utf8.encode("as it is"));
            EDGE.awaitCached(path("gallery/packed.txt"));
        }
    }

    @Test
    void an_empty_object_is_an_object() {
        assertThat(view("gallery/empty").statusCode()).isEqualTo(200);
        assertThat(view("gallery/empty", "range", "bytes=0-0").statusCode()).isEqualTo(416);
    }

    @Test
    void a_missing_object_is_a_404_problem() {
        for (String range : new String[] {"", "bytes=0-9"}) {
            HttpResponse<byte[]> missing = view("gallery/missing.jpg", "range", range);

            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(header(missing, "content-type")).isEqualTo("application/problem+json");
            assertThat(JsonReader.readObject(Utf8.decode(missing.body())).string("type"))
                    .isEqualTo("urn:edgepass:problem:not-found");
        }
    }

    @Test
    void a_burst_of_views_is_served_whole() {
        long served = java.util.stream.IntStream.range(0, 60)
                .parallel()
                .filter(i -> Arrays.equals(view("gallery/a.jpg").body(), IMAGE))
                .count();

        assertThat(served).isEqualTo(60);
    }

    private String path(String key) {
        return "/view/" + token + "/" + key;
    }

    private HttpResponse<byte[]> view(String key, String... headers) {
        return host.get(path(key), headers);
    }
}
