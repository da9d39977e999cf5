package dev.edgepass.local.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFolderTest {
    @TempDir
    private Path folder;

    @Test
    void keys_are_paths_in_the_folder_and_hidden_files_stay_out() throws IOException {
        file("a.jpg");
        file("projects/42/b.mp4");
        file(".hidden");
        file(".git/config");

        assertThat(MediaFolder.files(folder, "")).containsOnlyKeys("a.jpg", "projects/42/b.mp4");
    }

    @Test
    void a_decomposed_name_becomes_its_nfc_key() throws IOException {
        file("e\u0301te\u0301.jpg");

        assertThat(MediaFolder.files(folder, "")).containsOnlyKeys("\u00e9t\u00e9.jpg");
    }

    @Test
    void a_name_that_cannot_be_a_key_is_told() throws IOException {
        file("back\\slash.jpg");

        assertThatThrownBy(() -> MediaFolder.files(folder, ""))
                .isInstanceOf(StartFailure.class)
                .hasMessage("The file back\\slash.jpg can't be an object: key: a backslash; rename it.");
    }

    @Test
    void something_else_than_a_folder_is_told() throws IOException {
        Path file = file("a.jpg");

        assertThatThrownBy(() -> MediaFolder.check(file))
                .isInstanceOf(StartFailure.class)
                .hasMessage("--media: " + file + " isn't a folder that can be read.");
    }

    @Test
    void media_types_follow_the_extension_in_any_case() {
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

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
