package dev.edgepass.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaHeadersTest {
    @ParameterizedTest
    @CsvSource({"3600, 300", "300, 300", "299, 299", "0, 0", "-5, 0"})
    void a_client_keeps_nothing_past_the_tokens_end(long remaining, long maxAge) {
        assertThat(client("image/jpeg", remaining))
                .containsEntry("cache-control", "private, max-age=" + maxAge + ", must-revalidate");
    }

    @Test
    void the_stored_copy_is_public_and_has_the_encoding_under_another_name() {
        Map<String, String> headers = new LinkedHashMap<>();
        MediaHeaders.writeStored(
                new MediaMetadata(7, "\"e\"", "date", ServedType.of("text/css"), "de", "inline", "gzip"),
                1_234,
                headers::put);

        assertThat(headers)
                .containsEntry("cache-control", "public, max-age=86400")
                .containsEntry("edgepass-stored-at", "1234")
                .containsEntry("content-length", "7")
                .containsEntry("etag", "\"e\"")
                .containsEntry("last-modified", "date")
                .containsEntry("content-language", "de")
                .containsEntry("content-disposition", "inline")
                .containsEntry("edgepass-content-encoding", "gzip")
                .doesNotContainKey("content-encoding");
    }

    @Test
    void a_document_that_could_run_scripts_is_sandboxed_and_no_other() {
        assertThat(client("text/html", 10))
                .containsEntry("content-type", "text/html")
                .containsEntry("content-security-policy", "sandbox")
                .containsEntry("x-content-type-options", "nosniff");
        assertThat(client("image/png", 10))
                .containsEntry("content-type", "image/png")
                .containsEntry("x-content-type-options", "nosniff")
                .doesNotContainKey("content-security-policy");
    }

    private static Map<String, String> client(String contentType, long remaining) {
        Map<String, String> headers = new LinkedHashMap<>();
        MediaHeaders.writeClient(
                new MediaMetadata(7, "\"e\"", "date", ServedType.of(contentType), null, null, null),
                remaining,
                headers::put);
        return headers;
    }
}
