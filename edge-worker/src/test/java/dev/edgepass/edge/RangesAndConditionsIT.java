package dev.edgepass.edge;

import static dev.edgepass.edge.TestEdge.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.Utf8;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The built Worker on workerd: ranges and conditions (RFC 9110 sections 13 and 14), from R2 and from the location's cache. Nothing is kept in the isolate. */
class RangesAndConditionsIT {
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
        host.put("MEDIA", "gallery/a.jpg", IMAGE, "content-type", "image/jpeg");
    }

    @Test
    void a_range_comes_from_R2_without_filling_the_cache_and_from_the_cache_once_it_is_there() {
        host.put("MEDIA", "gallery/film.mp4", IMAGE, "content-type", "video/mp4");

        for (String cacheStatus : new String[] {"edgepass; fwd=miss", "edgepass; fwd=miss", "edgepass; hit"}) {
            if (cacheStatus.endsWith("hit")) {
                view("gallery/film.mp4");
                EDGE.awaitCached(path("gallery/film.mp4"));
            }
            HttpResponse<byte[]> slice = view("gallery/film.mp4", "range", "bytes=1000-1999");
            assertThat(slice.statusCode()).isEqualTo(206);
            assertThat(header(slice, "cache-status")).isEqualTo(cacheStatus);
            assertThat(header(slice, "content-range")).isEqualTo("bytes 1000-1999/" + SIZE);
            assertThat(header(slice, "content-length")).isEqualTo("1000");
            assertThat(slice.body()).isEqualTo(Arrays.copyOfRange(IMAGE, 1000, 2000));
            HttpResponse<byte[]> suffix = view("gallery/film.mp4", "range", "bytes=-500");
            assertThat(header(suffix, "content-range")).isEqualTo("bytes 149500-149999/" + SIZE);
            assertThat(suffix.body()).isEqualTo(Arrays.copyOfRange(IMAGE, SIZE - 500, SIZE));
            HttpResponse<byte[]> rest = view("gallery/film.mp4", "range", "bytes=149000-");
            assertThat(header(rest, "content-range")).isEqualTo("bytes 149000-149999/" + SIZE);
            HttpResponse<byte[]> past = view("gallery/film.mp4", "range", "bytes=149000-999999");
            assertThat(header(past, "content-range")).isEqualTo("bytes 149000-149999/" + SIZE);
            HttpResponse<byte[]> outside = view("gallery/film.mp4", "range", "bytes=" + SIZE + "-");
            assertThat(outside.statusCode()).isEqualTo(416);
            assertThat(header(outside, "content-range")).isEqualTo("bytes */" + SIZE);
            HttpResponse<byte[]> several = view("gallery/film.mp4", "range", "bytes=0-1,5-6", "if-none-match", "*");
            assertThat(several.statusCode()).isEqualTo(304);
        }
    }

    @Test
    void a_range_of_another_version_is_answered_with_the_whole_object() {
        host.put("MEDIA", "gallery/if-range.jpg", IMAGE);
        for (int round = 0; round < 2; round++) {
            String etag = header(host.request("HEAD", path("gallery/if-range.jpg")), "etag");

            assertThat(view("gallery/if-range.jpg", "range", "bytes=0-9", "if-range", etag)
                            .statusCode())
                    .isEqualTo(206);
            HttpResponse<byte[]> whole = view("gallery/if-range.jpg", "range", "bytes=0-9", "if-range", "\"other\"");
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.body()).isEqualTo(IMAGE);
            EDGE.awaitCached(path("gallery/if-range.jpg"));
        }
    }

    @Test
    void a_copy_that_is_still_good_is_a_304() {
        HttpResponse<byte[]> response = view("gallery/a.jpg");

        HttpResponse<byte[]> byTag = view("gallery/a.jpg", "if-none-match", "\"x\", W/" + header(response, "etag"));
        assertThat(byTag.statusCode()).isEqualTo(304);
        assertThat(byTag.body()).isEmpty();
        assertThat(header(byTag, "etag")).isEqualTo(header(response, "etag"));
        assertThat(view("gallery/a.jpg", "if-modified-since", header(response, "last-modified"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(view("gallery/a.jpg", "if-none-match", "\"x\"").statusCode()).isEqualTo(200);
        assertThat(view("gallery/a.jpg", "if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_range_is_the_same_from_R2_and_from_the_cache() {
        host.put("MEDIA", "gallery/ranges.jpg", IMAGE, "content-type", "image/jpeg");
        host.put("MEDIA", "gallery/nothing.jpg", new byte[0], "content-type", "image/jpeg");
        for (int round = 0; round < 2; round++) {
            for (String range : new String[] {
                "bytes=-99999999",
                "bytes=-9223372036854775808",
                "bytes=0-9223372036854775807",
                "Bytes=0-",
                "bytes=-" + SIZE
            }) {
                HttpResponse<byte[]> all = view("gallery/ranges.jpg", "range", range);
                assertThat(all.statusCode()).as(range + ", round " + round).isEqualTo(206);
                assertThat(header(all, "content-range")).isEqualTo("bytes 0-" + (SIZE - 1) + "/" + SIZE);
                assertThat(all.body()).isEqualTo(IMAGE);
            }
            HttpResponse<byte[]> rest = view("gallery/ranges.jpg", "range", "bytes=10-9223372036854775807");
            assertThat(rest.statusCode()).isEqualTo(206);
            assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(IMAGE, 10, SIZE));
            for (String range : new String[] {"bytes=-0", "bytes=9223372036854775807-", "bytes=" + SIZE + "-"}) {
                HttpResponse<byte[]> none = view("gallery/ranges.jpg", "range", range);
                assertThat(none.statusCode()).as(range + ", round " + round).isEqualTo(416);
                assertThat(header(none, "content-range")).isEqualTo("bytes */" + SIZE);
            }
            for (String range : new String[] {"bytes=-0", "bytes=-5", "bytes=0-", "bytes=0-0"}) {
                HttpResponse<byte[]> empty = view("gallery/nothing.jpg", "range", range);
                assertThat(empty.statusCode()).as(range + ", round " + round).isEqualTo(416);
                assertThat(header(empty, "content-range")).isEqualTo("bytes */0");
            }
            view("gallery/ranges.jpg");
            view("gallery/nothing.jpg");
            EDGE.awaitCached(path("gallery/ranges.jpg"));
            EDGE.awaitCached(path("gallery/nothing.jpg"));
        }
    }

    @Test
    void conditions_come_before_the_range_and_after_the_object() {
        host.put("MEDIA", "gallery/conditions.jpg", IMAGE, "content-type", "image/jpeg");
        for (int round = 0; round < 2; round++) {
            HttpResponse<byte[]> head = host.request("HEAD", path("gallery/conditions.jpg"));
            String etag = header(head, "etag");
            String modified = header(head, "last-modified");
            String[] outside = {"range", "bytes=" + SIZE + "-"};

            for (String[] range : new String[][] {{"range", "bytes=0-1"}, outside, {"x-none", "x"}}) {
                for (String[] unmet : new String[][] {
                    {"if-match", "\"x\""},
                    {"if-match", "W/" + etag},
                    {"if-unmodified-since", "Sun, 06 Nov 1994 08:49:37 GMT"},
                    {"if-unmodified-since", "Sunday, 06-Nov-94 08:49:37 GMT"}
                }) {
                    HttpResponse<byte[]> refused = view(
                            "gallery/conditions.jpg", range[0], range[1], unmet[0], unmet[1], "if-none-match", etag);
                    assertThat(refused.statusCode()).as(unmet[0]).isEqualTo(412);
                    assertThat(Utf8.decode(refused.body())).contains("urn:edgepass:problem:precondition-failed");
                    assertThat(header(refused, "access-control-allow-origin")).isEqualTo("*");
                }
                assertThat(view("gallery/conditions.jpg", range[0], range[1], "if-none-match", etag)
                                .statusCode())
                        .isEqualTo(304);
            }
            HttpResponse<byte[]> part =
                    view("gallery/conditions.jpg", "if-match", "\"x\", " + etag, "range", "bytes=0-1");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(view("gallery/conditions.jpg", "if-unmodified-since", modified)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(view("gallery/conditions.jpg", "if-match", etag, "range", outside[1])
                            .statusCode())
                    .isEqualTo(416);
            view("gallery/conditions.jpg");
            EDGE.awaitCached(path("gallery/conditions.jpg"));
        }
        assertThat(view("gallery/missing.jpg", "if-match", "\"x\"").statusCode())
                .isEqualTo(404);
    }

    private String path(String key) {
        return "/view/" + token + "/" + key;
    }

    private HttpResponse<byte[]> view(String key, String... headers) {
        return host.get(path(key), headers);
    }
}
