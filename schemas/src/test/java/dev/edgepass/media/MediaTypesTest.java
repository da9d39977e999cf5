package dev.edgepass.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaTypesTest {
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
