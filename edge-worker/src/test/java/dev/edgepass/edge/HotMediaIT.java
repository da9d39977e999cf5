package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: small objects in the isolate's memory, and views that miss together. */
class HotMediaIT {
    private static final byte[] SMALL = bytes(200 << 10);
    private static final byte[] LARGE = bytes(300 << 10);

    @RegisterExtension
    static final TestEdge EDGE = new TestEdge();

    private static final TestFeed FEED = EDGE.feed;
    private static WorkerHost host;

    private final String token = FEED.token().sign();

    @BeforeAll
    static void start() {
        host = EDGE.host();
    }

    @Test
    void views_that_miss_a_small_object_together_read_it_once() {
        host.put("MEDIA", "gallery/together.jpg", SMALL, "content-type", "image/jpeg");
        long before = host.asked("media");

        List<HttpResponse<byte[]>> answers = slowly(40, "gallery/together.jpg");

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(SMALL);
            assertThat(header(answer, "content-type")).isEqualTo("image/jpeg");
        });
        assertThat(host.asked("media") - before).isEqualTo(1);
    }

    @Test
    void views_that_miss_a_larger_object_together_each_get_it() {
        host.put("MEDIA", "gallery/larger.jpg", LARGE);

        assertThat(slowly(8, "gallery/larger.jpg"))
                .allSatisfy(answer -> assertThat(answer.body()).isEqualTo(LARGE));
    }

    @Test
    void views_of_an_object_that_is_not_there_all_say_so() {
        assertThat(slowly(20, "gallery/nowhere.jpg"))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(404));
    }

    @Test
    void views_that_miss_together_while_R2_fails_all_say_so_and_the_next_one_reads() {
        host.put("MEDIA", "gallery/failing.jpg", SMALL);

        host.faults("{\"media\":\"down\"}");
        List<HttpResponse<byte[]>> failed = views(10, "gallery/failing.jpg");
        host.faults("{\"media\":\"\"}");

        assertThat(failed).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(503));
        assertThat(view("gallery/failing.jpg").body()).isEqualTo(SMALL);
    }

    @Test
    void a_hot_object_is_served_from_memory_whole_in_parts_and_not_at_all() {
        host.put("MEDIA", "gallery/hot.jpg", SMALL, "content-type", "image/jpeg");
        HttpResponse<byte[]> cold = view("gallery/hot.jpg");
        assertThat(header(cold, "cache-status")).isEqualTo("edgepass; fwd=miss");
        long before = host.asked("media");

        HttpResponse<byte[]> hot = view("gallery/hot.jpg");
        assertThat(hot.body()).isEqualTo(SMALL);
        for (String name : List.of("content-type", "content-length", "etag", "last-modified", "accept-ranges")) {
            assertThat(header(hot, name)).isEqualTo(header(cold, name)).isNotEmpty();
        }
        assertThat(header(hot, "cache-status")).isEqualTo("edgepass; hit");
        HttpResponse<byte[]> part = view("gallery/hot.jpg", "range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(SMALL, 100, 200));
        assertThat(header(part, "content-range")).isEqualTo("bytes 100-199/" + SMALL.length);
        assertThat(view("gallery/hot.jpg", "range", "bytes=-5").body())
                .isEqualTo(Arrays.copyOfRange(SMALL, SMALL.length - 5, SMALL.length));
        assertThat(view("gallery/hot.jpg", "range", "bytes=" + SMALL.length + "-")
                        .statusCode())
                .isEqualTo(416);
        assertThat(view("gallery/hot.jpg", "range", "bytes=0-1", "if-range", "\"other\"")
                        .body())
                .isEqualTo(SMALL);
        assertThat(view("gallery/hot.jpg", "if-none-match", header(cold, "etag"))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> head = host.request("HEAD", "/view/" + token + "/gallery/hot.jpg");
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "content-length")).isEqualTo("" + SMALL.length);

        assertThat(host.asked("media")).isEqualTo(before);
    }

    @Test
    void hot_objects_answer_each_with_the_fields_of_its_own() {
        Map<String, String[]> objects = new LinkedHashMap<>();
        objects.put("gallery/plain.jpg", new String[] {"content-type", "image/jpeg"});
        objects.put("gallery/plain.txt", new String[] {"content-type", "text/plain"});
        objects.put("gallery/active.svg", new String[] {"content-type", "image/svg+xml"});
        objects.put("gallery/other.txt", new String[] {"content-type", "text/plain", "content-language", "de"});
        Map<String, Map<String, List<String>>> cold = new LinkedHashMap<>();
        int size = 1_000;
        for (var object : objects.entrySet()) {
            host.put("MEDIA", object.getKey(), bytes(size++), object.getValue());
            cold.put(object.getKey(), ownFields(view(object.getKey())));
        }
        assertThat(cold.get("gallery/other.txt")).containsEntry("content-language", List.of("de"));
        assertThat(cold.get("gallery/plain.txt")).doesNotContainKey("content-language");

        for (String key : List.of(
                "gallery/plain.jpg",
                "gallery/active.svg",
                "gallery/plain.txt",
                "gallery/other.txt",
                "gallery/plain.jpg")) {
            HttpResponse<byte[]> hot = view(key);
            assertThat(header(hot, "cache-status")).isEqualTo("edgepass; hit");
            assertThat(ownFields(hot)).isEqualTo(cold.get(key));
        }
    }

    @Test
    void a_hot_object_is_refused_like_any_other() {
        host.put("MEDIA", "gallery/refused.jpg", SMALL);
        view("gallery/refused.jpg");

        assertThat(host.get(FEED.token().expiresIn(-1).view("gallery/refused.jpg"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(host.get(FEED.token().path("other/").view("gallery/refused.jpg"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_new_isolate_takes_it_from_the_locations_cache() {
        host.put("MEDIA", "gallery/restart.jpg", SMALL);
        view("gallery/restart.jpg");
        host.restart();
        long before = host.asked("media");

        HttpResponse<byte[]> answer = view("gallery/restart.jpg");

        assertThat(answer.body()).isEqualTo(SMALL);
        assertThat(header(answer, "cache-status")).isEqualTo("edgepass; hit");
        assertThat(view("gallery/restart.jpg").body()).isEqualTo(SMALL);
        assertThat(host.asked("media")).isEqualTo(before);
    }

    /** All but what says when, and from where. */
    private static Map<String, List<String>> ownFields(HttpResponse<byte[]> response) {
        Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
        assertThat(fields.keySet()).contains("etag", "content-type", "content-length");
        fields.keySet().removeAll(List.of("cache-status", "date", "edgepass-as-of", "server-timing"));
        return fields;
    }

    /** Views at the same time, while R2 takes 200 ms. */
    private List<HttpResponse<byte[]>> slowly(int count, String key) {
        host.faults("{\"media\":200}");
        try {
            return views(count, key);
        } finally {
            host.faults("{\"media\":\"\"}");
        }
    }

    private List<HttpResponse<byte[]>> views(int count, String key) {
        return host.getAll(IntStream.range(0, count)
                .mapToObj(i -> "/view/" + token + "/" + key)
                .toList());
    }

    private HttpResponse<byte[]> view(String key, String... headers) {
        return host.get("/view/" + token + "/" + key, headers);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
