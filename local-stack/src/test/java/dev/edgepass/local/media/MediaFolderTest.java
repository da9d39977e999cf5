package dev.edgepass.local.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFolderTest {
    @TempDir
    private Path folder;

    @Test
    void keys_are_paths_in_the_folder_and_what_is_hidden_stays_out_and_is_named_last() throws IOException {
        file("a.jpg");
        file("projects/42/b.mp4");
        file("projects/.DS_Store");
        file(".hidden");
        file(".git/config");
        file("z\\.jpg");

        FolderFiles files = FolderFiles.of(folder, "");

        assertThat(files.byKey()).containsOnlyKeys("a.jpg", "projects/42/b.mp4");
        assertThat(files.skipped())
                .containsExactly(
                        "z\\.jpg: key: a backslash; rename it",
                        ".git/: hidden (its name begins with a dot), with all in it",
                        ".hidden: hidden (its name begins with a dot)",
                        "projects/.DS_Store: hidden (its name begins with a dot)");
    }

    @Test
    void names_that_are_not_utf8_are_named_and_cost_no_other_file() throws Exception {
        file("a.jpg");
        // The JDK can't make such a name.
        assertThat(new ProcessBuilder("sh", "-c", "touch \"$(printf 'caf\\351.jpg')\"")
                        .directory(folder.toFile())
                        .start()
                        .waitFor())
                .isZero();

        FolderFiles files = FolderFiles.of(folder, "");

        assertThat(files.byKey()).containsOnlyKeys("a.jpg");
        assertThat(files.skipped()).containsExactly("caf\ufffd.jpg: its name isn't UTF-8; rename it");
    }

    @Test
    void a_name_cannot_break_or_fake_a_line() throws IOException {
        file("a.jpg\nNot uploaded: secret.jpg\u001b[2K");
        file(".b\u202egpj\u2028.\u0085\ud83d\ude00");

        assertThat(FolderFiles.of(folder, "").skipped())
                .containsExactly(
                        "a.jpg\\u000aNot uploaded: secret.jpg\\u001b[2K: key: a control character; rename it",
                        ".b\\u202egpj\\u2028.\\u0085\ud83d\ude00: hidden (its name begins with a dot)");
    }

    @Test
    void a_long_name_is_cut() throws IOException {
        String part = "x".repeat(150);
        file("." + part + "/" + part);
        file(part + "/." + part);

        assertThat(FolderFiles.of(folder, "").skipped())
                .contains(part + "/." + "x".repeat(48) + "...: hidden (its name begins with a dot)");
    }

    @Test
    void a_decomposed_name_becomes_its_nfc_key() throws IOException {
        file("e\u0301te\u0301.jpg");

        assertThat(FolderFiles.of(folder, "").byKey()).containsOnlyKeys("\u00e9t\u00e9.jpg");
    }

    @Test
    void what_cannot_be_an_object_is_told_and_costs_no_other_file() throws IOException {
        file("a.jpg");
        file("back\\slash.jpg");
        file("line\nbreak.jpg");
        try (RandomAccessFile large = new RandomAccessFile(file("large.mp4").toFile(), "rw")) {
            large.setLength((5_115L << 20) + 1);
        }
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        Files.createSymbolicLink(folder.resolve("nowhere.jpg"), folder.resolve("none.jpg"));

        FolderFiles files = FolderFiles.of(folder, "");

        assertThat(files.byKey()).containsOnlyKeys("a.jpg");
        assertThat(files.skipped())
                .containsExactlyInAnyOrder(
                        "back\\slash.jpg: key: a backslash; rename it",
                        "large.mp4: 5363466241 bytes (expected: at most 5363466240)",
                        "line\\u000abreak.jpg: key: a control character; rename it",
                        "loop: a link to a folder above it",
                        "nowhere.jpg: a link to nothing");
    }

    @Test
    void of_two_names_that_are_one_in_nfc_the_nfc_one_is_an_object_and_the_other_is_told() throws IOException {
        Path composed = file("\u00e9.jpg");
        file("e\u0301.jpg");

        FolderFiles files = FolderFiles.of(folder, "album/");

        assertThat(files.byKey()).containsExactly(Map.entry("album/\u00e9.jpg", composed));
        assertThat(files.skipped())
                .containsExactly("e\u0301.jpg: another file's name is the same in Unicode NFC; rename one of them");
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
