package dev.edgepass.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypesTest {
    @ParameterizedTest
    @CsvSource({
        "scan.heif, image/heif",
        "scan.TIF, image/tiff",
        "scan.tiff, image/tiff",
        "photo.jxl, image/jxl",
        "photo.jfif, image/jpeg",
        "film.ogv, video/ogg",
        "film.avi, video/x-msvideo",
        "film.3gp, video/3gpp",
        "film.mts, video/mp2t",
        "film.srt, application/x-subrip",
        "song.oga, audio/ogg",
        "book.m4b, audio/mp4",
        "page.html, text/html",
        "page.htm, text/html",
        "page.css, text/css",
        "page.js, text/javascript",
        "table.csv, text/csv",
        "name, application/octet-stream",
        "html, application/octet-stream",
        "folder.jpg/name, application/octet-stream"
    })
    void a_file_has_its_endings_type(String name, String type) {
        assertThat(MediaTypes.of(name)).isEqualTo(type);
        assertThat(MediaType.parse(type)).hasToString(type);
    }

    @Test
    void media_types_follow_the_ending_in_any_case() {
        assertThat(MediaTypes.of("holiday/IMG_1.JPG")).isEqualTo("image/jpeg");
        assertThat(MediaTypes.of("clip.mp4")).isEqualTo("video/mp4");
        assertThat(MediaTypes.of("README")).isEqualTo("application/octet-stream");
    }

    @Test
    void what_a_stream_consists_of_has_the_media_types_that_players_expect() {
        assertThat(MediaTypes.of("streams/hls/index.m3u8")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(MediaTypes.of("streams/dash/manifest.mpd")).isEqualTo("application/dash+xml");
        assertThat(MediaTypes.of("streams/hls/segment-1.m4s")).isEqualTo("video/iso.segment");
        assertThat(MediaTypes.of("streams/hls/segment-1.ts")).isEqualTo("video/mp2t");
        assertThat(MediaTypes.of("streams/hls/init.mp4")).isEqualTo("video/mp4");
        assertThat(MediaTypes.of("streams/hls/subtitles.vtt")).isEqualTo("text/vtt");
    }
}
