package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentTypesTest {
    @Test
    void media_types_follow_the_ending_in_any_case() {
        assertThat(ContentTypes.of("holiday/IMG_1.JPG")).isEqualTo("image/jpeg");
        assertThat(ContentTypes.of("README")).isEqualTo("application/octet-stream");
    }

    @Test
    void what_a_stream_consists_of_has_the_media_types_that_players_expect() {
        assertThat(ContentTypes.of("streams/hls/index.m3u8")).isEqualTo("application/vnd.apple.mpegurl");
        assertThat(ContentTypes.of("streams/dash/manifest.mpd")).isEqualTo("application/dash+xml");
        assertThat(ContentTypes.of("streams/hls/segment-1.m4s")).isEqualTo("video/iso.segment");
        assertThat(ContentTypes.of("streams/hls/segment-1.ts")).isEqualTo("video/mp2t");
        assertThat(ContentTypes.of("streams/hls/init.mp4")).isEqualTo("video/mp4");
        assertThat(ContentTypes.of("streams/hls/subtitles.vtt")).isEqualTo("text/vtt");
    }
}
