package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.encoding.Utf8;
import dev.edgepass.feed.Segment;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The built Worker on workerd: tokens beside the URL, downloads, and objects that change. Every copy is compared with R2 before it is served, in the
 * location's cache alone and in the isolate too.
 */
@ParameterizedClass
@ValueSource(strings = {"0", "16777216"})
class DeliveryIT {
    private static final TestFeed FEED = new TestFeed();
    private static final byte[] OLD = Utf8.encode("the object as it was");
    private static final byte[] NEW = Utf8.encode("the object as it is now");
    private static WorkerHost host;

    @Parameter
    String hotMediaBytes;

    private final String token = FEED.token().sign();

    @BeforeParameterizedClassInvocation
    static void start(String hotMediaBytes) {
        host = WorkerHost.start(FEED.pinned(), Map.of("MEDIA_MAX_AGE_SECONDS", "0", "HOT_MEDIA_BYTES", hotMediaBytes));
        host.put("MEDIA", "gallery/k%C3%A4se%201.jpg", OLD, "content-type", "image/jpeg");
        host.put("MEDIA", "gallery/page.html", OLD, "content-type", "text/html", "content-disposition", "inline");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        host.close();
    }

    @BeforeEach
    void publish() {
        host.put("FEED", "head", FEED.signed(FEED.head(Segment.EMPTY)));
    }

    @Test
    void a_client_may_send_the_token_in_its_header() {
        for (String scheme : new String[] {"Bearer ", "bearer ", "BEARER   "}) {
            HttpResponse<byte[]> answer = host.get("/media/gallery/k%C3%A4se%201.jpg", "authorization", scheme + token);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(OLD);
            assertThat(header(answer, "vary")).isEqualTo("Authorization");
            assertThat(header(answer, "cache-control")).startsWith("private, ");
        }
        assertThat(host.request("OPTIONS", "/media/gallery/a.jpg").statusCode()).isEqualTo(204);
    }

    @Test
    void a_download_has_the_files_name_and_needs_leave() {
        String allowed = FEED.token().download().view("gallery/k%C3%A4se%201.jpg");

        HttpResponse<byte[]> download = host.get(allowed + "?download");
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(header(download, "content-disposition"))
                .isEqualTo("attachment; filename=\"k_se 1.jpg\"; filename*=UTF-8''k%C3%A4se%201.jpg");
        assertThat(header(host.get(allowed), "content-disposition")).isEmpty();
        HttpResponse<byte[]> inline = host.get(FEED.token().download().view("gallery/page.html"));
        assertThat(header(inline, "content-disposition")).isEqualTo("inline");

        HttpResponse<byte[]> refused = host.get("/view/" + token + "/gallery/page.html?download=1");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(Utf8.decode(refused.body())).contains("urn:edgepass:problem:download-not-allowed");
    }

    @Test
    void a_refused_download_reads_nothing() {
        host.get("/view/" + token + "/gallery/page.html");
        long before = host.asked("media");

        host.get("/view/" + token + "/gallery/page.html?download");

        assertThat(host.asked("media")).isEqualTo(before);
    }

    @Test
    void a_copy_that_is_still_the_object_is_served_from_the_cache() {
        host.put("MEDIA", "gallery/same.jpg", OLD);
        view("gallery/same.jpg");
        awaitCached("gallery/same.jpg");

        HttpResponse<byte[]> again = view("gallery/same.jpg");

        assertThat(again.body()).isEqualTo(OLD);
        assertThat(header(again, "cache-status")).isEqualTo("edgepass; fwd=stale; fwd-status=304");
        assertThat(header(again, "server-timing"))
                .contains("edgepass-media;dur=")
                .contains("edgepass-total;dur=");
    }

    @Test
    void an_object_that_was_replaced_is_served_as_it_is_now_and_cached_anew() {
        host.put("MEDIA", "gallery/replaced.jpg", OLD);
        view("gallery/replaced.jpg");
        awaitCached("gallery/replaced.jpg");

        host.put("MEDIA", "gallery/replaced.jpg", NEW);

        HttpResponse<byte[]> part = view("gallery/replaced.jpg", "range", "bytes=4-9");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(NEW, 4, 10));
        HttpResponse<byte[]> whole = view("gallery/replaced.jpg");
        assertThat(whole.body()).isEqualTo(NEW);
        assertThat(header(whole, "cache-status")).isEqualTo("edgepass; fwd=miss");
        awaitCached("gallery/replaced.jpg");
        assertThat(view("gallery/replaced.jpg").body()).isEqualTo(NEW);
    }

    @Test
    void an_object_whose_metadata_alone_was_replaced_is_another_one_to_everybody() {
        host.put("MEDIA", "gallery/mended", OLD, "content-type", "text/html", "content-disposition", "inline");
        HttpResponse<byte[]> before = view("gallery/mended");
        awaitCached("gallery/mended");

        host.put("MEDIA", "gallery/mended", OLD, "content-type", "video/mp4");

        HttpResponse<byte[]> after = view("gallery/mended");
        assertThat(header(after, "content-type")).isEqualTo("video/mp4");
        assertThat(header(after, "content-disposition")).isEmpty();
        assertThat(header(after, "content-security-policy")).isEmpty();
        assertThat(after.body()).isEqualTo(OLD);
        HttpResponse<byte[]> browser = view("gallery/mended", "if-none-match", header(before, "etag"));
        assertThat(browser.statusCode())
                .as("a browser that keeps the old one is told the new type")
                .isEqualTo(200);
        awaitCached("gallery/mended");
        assertThat(header(view("gallery/mended"), "content-type")).isEqualTo("video/mp4");
        assertThat(view("gallery/mended", "if-none-match", header(after, "etag"))
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void an_object_that_was_deleted_is_gone() {
        host.put("MEDIA", "gallery/deleted.jpg", OLD);
        view("gallery/deleted.jpg");
        awaitCached("gallery/deleted.jpg");

        host.delete("MEDIA", "gallery/deleted.jpg");

        assertThat(view("gallery/deleted.jpg").statusCode()).isEqualTo(404);
        assertThat(view("gallery/deleted.jpg", "range", "bytes=0-1").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_copy_that_nobody_can_compare_is_not_served() {
        host.put("MEDIA", "gallery/unsure.jpg", OLD);
        view("gallery/unsure.jpg");
        awaitCached("gallery/unsure.jpg");

        host.faults("{\"media\":\"down\"}");
        HttpResponse<byte[]> unsure = view("gallery/unsure.jpg");
        host.faults("{\"media\":\"\"}");

        assertThat(unsure.statusCode()).isEqualTo(503);
        assertThat(view("gallery/unsure.jpg").body()).isEqualTo(OLD);
    }

    private HttpResponse<byte[]> view(String key, String... headers) {
        return host.get("/view/" + token + "/" + key, headers);
    }

    private void awaitCached(String key) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> header(host.request("HEAD", "/view/" + token + "/" + key), "cache-status")
                        .startsWith("edgepass; fwd=stale"));
    }
}
