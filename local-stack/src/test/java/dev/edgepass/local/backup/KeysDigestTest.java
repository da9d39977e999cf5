package dev.edgepass.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysDigestTest {
    @TempDir
    Path keys;

    @BeforeEach
    void make_two_keys() throws IOException {
        Files.createDirectory(keys.resolve("issuer"));
        Files.writeString(keys.resolve("issuer/pepper"), "p");
        Files.writeString(keys.resolve("login.jwk"), "k");
    }

    @Test
    void it_is_the_same_for_the_same_files() {
        assertThat(KeysDigest.of(keys)).isEqualTo(KeysDigest.of(keys)).matches("[0-9a-f]{64}");
    }

    @Test
    void a_changed_an_added_a_moved_and_a_deleted_file_all_change_it() throws IOException {
        String before = KeysDigest.of(keys);
        Files.writeString(keys.resolve("login.jwk"), "other");
        String changed = KeysDigest.of(keys);
        Files.writeString(keys.resolve("login.jwk"), "k");
        Files.writeString(keys.resolve("more.jwk"), "k");
        String added = KeysDigest.of(keys);
        Files.delete(keys.resolve("more.jwk"));
        Files.move(keys.resolve("login.jwk"), keys.resolve("issuer/login.jwk"));
        String moved = KeysDigest.of(keys);
        Files.delete(keys.resolve("issuer/login.jwk"));

        assertThat(new String[] {before, changed, added, moved, KeysDigest.of(keys)})
                .doesNotHaveDuplicates();
    }

    @Test
    void a_folder_that_isnt_there_has_one_too() {
        assertThat(KeysDigest.of(keys.resolve("nothing"))).matches("[0-9a-f]{64}");
    }

    @Test
    void hidden_files_are_no_keys() throws IOException {
        String before = KeysDigest.of(keys);
        Files.writeString(keys.resolve(".login.jwk.swp"), "k");

        assertThat(KeysDigest.of(keys)).isEqualTo(before);
    }

    @Test
    void a_file_that_restore_would_refuse_is_told_when_the_backup_is_made() throws IOException {
        Files.writeString(keys.resolve("a key"), "k");

        assertThatThrownBy(() -> KeysDigest.of(keys))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("a key isn't a key's file by its name or size");
    }
}
