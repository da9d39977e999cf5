package dev.edgepass.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoMediaTest {
    @TempDir
    private Path folder;

    @Test
    void the_demo_plays_with_what_can_be_an_object_and_knows_why_the_rest_cannot() throws IOException {
        Files.createFile(folder.resolve("a.jpg"));
        Files.createFile(folder.resolve("b.jpg"));
        Files.createFile(folder.resolve("back\\slash.jpg"));

        DemoMedia media = DemoMedia.of(folder);

        assertThat(media.media()).extracting(medium -> medium.key().value()).containsExactly(key("a"), key("b"));
        assertThat(media.files().skipped()).containsExactly("back\\slash.jpg: key: a backslash; rename it");
        assertThat(media.without(Set.of(key("a"))).media())
                .extracting(medium -> medium.key().value())
                .containsExactly(key("b"));
    }

    private static String key(String name) {
        return DemoMedia.FOLDER + name + ".jpg";
    }
}
