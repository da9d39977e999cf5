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

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
