package dev.edgepass.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedKeyFilesTest {
    @TempDir
    private Path folder;

    private FeedKeyFiles files;

    @BeforeEach
    void choose_a_folder() {
        files = new FeedKeyFiles(folder.resolve("feed.jwk"));
    }

    @Test
    void readers_that_must_not_see_the_private_keys_have_a_folder_of_their_own() throws Exception {
        Path keys = Files.createDirectories(folder.resolve("consumer"));
        Path readers = Files.createDirectories(folder.resolve("public"));
        FeedKeyFiles apart = new FeedKeyFiles(keys.resolve("feed.jwk"));

        assertThat(kids(apart.pin()))
                .isEqualTo(kids(JWKSet.load(readers.resolve("feed-public.jwks").toFile())));
        assertThat(keys.resolve("feed-public.jwks")).doesNotExist();
    }

    @Test
    void the_key_that_signs_and_the_next_one_are_made_and_pinned() throws Exception {
        List<String> pinned = kids(files.pin());

        assertThat(pinned).containsExactly(files.signing().getKeyID(), kid("feed-next.jwk"));
        assertThat(kids(JWKSet.load(folder.resolve("feed-public.jwks").toFile())))
                .isEqualTo(pinned);
        assertThat(kids(files.pin())).isEqualTo(pinned);
    }

    @Test
    void a_rotation_signs_with_a_key_that_was_pinned_before_it_and_keeps_the_old_one_pinned() {
        List<String> before = kids(files.pin());

        FeedKeyFiles.Rotation rotation = files.rotate();

        assertThat(rotation.retired()).isEqualTo(before.get(0));
        assertThat(rotation.signing())
                .isEqualTo(before.get(1))
                .isEqualTo(files.signing().getKeyID());
        assertThat(before).doesNotContain(rotation.next());
        assertThat(kids(files.pin())).containsExactly(rotation.retired(), rotation.signing(), rotation.next());
    }

    @Test
    void a_second_rotation_forgets_the_oldest_key() {
        FeedKeyFiles.Rotation first = files.rotate();
        files.inUse(first.signing());
        FeedKeyFiles.Rotation second = files.rotate();

        assertThat(kids(files.pin()))
                .containsExactly(first.signing(), second.signing(), second.next())
                .doesNotContain(first.retired());
    }

    @Test
    void a_rotation_that_was_cut_off_before_the_keys_changed_places_can_be_done_again() throws Exception {
        files.pin();
        String current = files.signing().getKeyID();
        String next = kid("feed-next.jwk");
        Files.writeString(folder.resolve("feed-rotated"), next);

        FeedKeyFiles.Rotation rotation = files.rotate();

        assertThat(rotation.retired()).isEqualTo(current);
        assertThat(rotation.signing()).isEqualTo(next);
    }

    @Test
    void a_head_of_a_publisher_that_still_signs_with_the_old_key_allows_no_second_rotation() {
        FeedKeyFiles.Rotation first = files.rotate();

        files.inUse(first.retired());

        assertThatThrownBy(files::rotate).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void no_second_rotation_is_done_while_the_last_head_is_still_under_the_retired_key() {
        files.rotate();
        List<String> before = kids(files.pin());

        assertThatThrownBy(files::rotate).isInstanceOf(IllegalStateException.class);
        assertThat(kids(files.pin())).isEqualTo(before);
    }

    @Test
    void no_private_part_leaves_its_key_file() throws Exception {
        files.rotate();

        assertThat(files.pin().getKeys()).noneMatch(JWK::isPrivate);
        assertThat(JWKSet.load(folder.resolve("feed-public.jwks").toFile()).getKeys())
                .noneMatch(JWK::isPrivate);
        assertThat(ECKey.parse(Files.readString(folder.resolve("feed-previous.jwk")))
                        .isPrivate())
                .isFalse();
    }

    @Test
    void a_rotation_that_was_cut_off_leaves_each_key_once() throws Exception {
        List<String> before = kids(files.pin());
        Files.copy(folder.resolve("feed.jwk"), folder.resolve("feed-previous.jwk"));

        assertThat(kids(files.pin())).isEqualTo(before);
    }

    @Test
    void a_set_that_is_there_already_is_not_written_again() throws Exception {
        files.pin();
        Path set = folder.resolve("feed-public.jwks");
        Object written = Files.readAttributes(set, BasicFileAttributes.class).fileKey();
        files.pin();

        assertThat(Files.readAttributes(set, BasicFileAttributes.class).fileKey())
                .isEqualTo(written);
    }

    private String kid(String file) {
        return KeyFile.load(folder.resolve(file)).getKeyID();
    }

    private static List<String> kids(JWKSet set) {
        return set.getKeys().stream().map(JWK::getKeyID).toList();
    }
}
