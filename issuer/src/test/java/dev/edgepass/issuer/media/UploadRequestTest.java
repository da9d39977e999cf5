package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.media.UploadRequest.Item;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class UploadRequestTest {
    private static final MediaSettings SETTINGS = new MediaSettings(
            MediaSettings.Uploads.PATHS,
            DataSize.ofBytes(1000),
            Duration.ofHours(1),
            List.of("image/*", "Text/Plain", "application/pdf"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a//b.jpg",
                "/a.jpg",
                "a/",
                "a\\b.jpg",
                "a/../b.jpg",
                "./b.jpg",
                "a/%2e%2E/b.jpg",
                "a%2Fb.jpg",
                "a/%5cb.jpg",
                "%41.jpg",
                "a%00.jpg",
                "Zu\u0308rich.jpg",
                "a\nb.jpg",
                "a\u0085b.jpg",
                "a\uD800b.jpg",
                "\uFFFF.jpg",
                "a\uFFFE",
                "\uFDD0",
                ""
            })
    void a_key_that_would_arrive_as_another_one_is_refused(String key) {
        assertThat(field(new Item(key, 1L, "image/png", null, null))).isEqualTo("uploads[0].key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b.jpg",
                "100% sure.jpg",
                "a/5%2.jpg",
                "Z\u00fcrich 1+1=2 #7?.jpg",
                "a/..b/.c./d..jpg",
                "~u/;v=1/'(*)!$&,:@[]^`{|}\"<>.jpg",
                "\uD83D\uDC1F.png"
            })
    void a_key_that_is_accepted_reaches_the_worker_through_cloudflare_unchanged(String key) {
        ObjectKey accepted = parse(new Item(key, 1L, "image/png", null, null)).key();
        String path = "/view/t/" + accepted.toPath();

        assertThat(CloudflareUrls.normalize(path)).isEqualTo(path);
        assertThat(ObjectKey.ofPath(accepted.toPath(), JdkNfc.INSTANCE)).isEqualTo(new ObjectKey(key));
    }

    @ParameterizedTest
    @CsvSource({
        "/a//b, /a/b",
        "/a\\b, /a/b",
        "/a/%2e%2E/b, /b",
        "/%41%7e, /A~",
        "/a%2fb, /a%2Fb",
        "/hello//pa\\th, /hello/pa/th"
    })
    void the_model_of_cloudflare_does_what_its_documentation_says(String path, String normalized) {
        assertThat(CloudflareUrls.normalize(path)).isEqualTo(normalized);
    }

    @Test
    void size_is_exact_and_limited() {
        assertThat(parse(new Item("a", 1000L, "image/png", null, null)).size()).isEqualTo(1000);
        for (Long size : new Long[] {null, -1L, 0L, 1001L}) {
            assertThat(field(new Item("a", size, "image/png", null, null))).isEqualTo("uploads[0].size");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*", "image", "", "image/png\r\nX: y", "image/png;a=\"\n\""})
    void a_media_type_that_nobody_allowed_is_refused(String type) {
        assertThat(field(new Item("a", 1L, type, null, null))).isEqualTo("uploads[0].contentType");
    }

    /** Browsers believe the last media type of a value that they can't read as one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pdf;a=\"x\",text/html,b=\"y\"",
                "image/png;a=\"x\",text/html,b=\"y\"",
                "text/plain;a=\"b\",image/svg+xml,c=\"d\"",
                "image/png,text/html",
                "image/png, text/html",
                "image/png;a=b,text/html",
                "image/png;a=\"\\\",text/html,\"",
                "image/png;",
                " image/png",
                "image/png ;a",
                "image/png;a=b;a=c"
            })
    void a_media_type_that_two_readers_could_read_in_two_ways_is_refused_with_what_is_expected(String type) {
        assertThatThrownBy(() -> parse(new Item("a", 1L, type, null, null)))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().field()).isEqualTo("uploads[0].contentType");
                    assertThat(e.problem().detail()).contains("(expected: ");
                });
    }

    @Test
    void a_media_type_is_written_back_from_its_parts() {
        assertThat(parse(new Item("a", 1L, "Text/PLAIN ;\tCharset=\"utf-8\"", null, null))
                        .contentType())
                .isEqualTo("text/plain; charset=utf-8");
        assertThat(parse(new Item("a", 1L, "image/svg+xml", null, null)).contentType())
                .isEqualTo("image/svg+xml");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "application/octet-stream",
                "application/x-zip-compressed",
                "application/x-mpegURL",
                "application/x-subrip",
                "application/pdf"
            })
    void by_default_the_types_that_browsers_give_media_and_archives_may_be_uploaded(@Nullable String type) {
        MediaSettings defaults = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("edgepass.media", MediaSettings.class);

        String stored = new UploadRequest(List.of(new Item("a", 1L, type, null, null)), null)
                .parse(defaults)
                .get(0)
                .contentType();

        assertThat(stored).isEqualToIgnoringCase(type == null || type.isEmpty() ? "application/octet-stream" : type);
    }

    @Test
    void a_setting_that_is_no_media_type_is_named_at_the_start() {
        for (String range : List.of("image", "image/*;q=1", "*/png", "")) {
            assertThatThrownBy(() -> new MediaSettings(
                            MediaSettings.Uploads.PATHS, DataSize.ofBytes(1), Duration.ofHours(1), List.of(range)))
                    .hasMessageContaining("edgepass.media.upload-content-types");
        }
    }

    @Test
    void nothing_is_overwritten_unless_that_is_said() {
        assertThat(parse(new Item("a", 1L, "image/png", null, null)).overwrite())
                .isFalse();
        assertThat(parse(new Item("a", 1L, "image/png", null, true)).overwrite())
                .isTrue();
    }

    @Test
    void a_digest_is_64_hex_digits() {
        assertThat(parse(new Item("a", 1L, "image/png", "ab".repeat(32), null)).sha256())
                .hasSize(32);
        for (String digest : List.of("", "AB".repeat(32), "ab".repeat(31))) {
            assertThat(field(new Item("a", 1L, "image/png", digest, null))).isEqualTo("uploads[0].sha256");
        }
    }

    @Test
    void a_request_has_1_to_100_different_objects() {
        Item item = new Item("a", 1L, "image/png", null, null);
        assertThat(field(new UploadRequest(null, null))).isEqualTo("uploads");
        assertThat(field(new UploadRequest(List.of(), null))).isEqualTo("uploads");
        assertThat(field(new UploadRequest(Collections.nCopies(101, item), null)))
                .isEqualTo("uploads");
        assertThat(field(new UploadRequest(Collections.nCopies(2, item), null))).isEqualTo("uploads[1].key");
        assertThat(field(new UploadRequest(Collections.singletonList(null), null)))
                .isEqualTo("uploads[0]");
    }

    @Test
    void a_url_lives_15_minutes_or_as_long_as_asked_up_to_the_limit() {
        assertThat(new UploadRequest(null, null).expiry(SETTINGS)).isEqualTo(Duration.ofMinutes(15));
        assertThat(new UploadRequest(null, "PT1H").expiry(SETTINGS)).isEqualTo(Duration.ofHours(1));
        for (String duration : List.of("PT1H1S", "PT0S", "PT-5M", "soon")) {
            assertThatThrownBy(() -> new UploadRequest(null, duration).expiry(SETTINGS))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("expiresIn");
        }
    }

    private static Upload parse(Item item) {
        return new UploadRequest(List.of(item), null).parse(SETTINGS).get(0);
    }

    private static String field(Item item) {
        return field(new UploadRequest(List.of(item), null));
    }

    private static String field(UploadRequest request) {
        try {
            request.parse(SETTINGS);
        } catch (ProblemException e) {
            assertThat(e.problem().code()).isEqualTo("invalid-request");
            return String.valueOf(e.problem().field());
        }
        throw new AssertionError("accepted: " + request);
    }
}
