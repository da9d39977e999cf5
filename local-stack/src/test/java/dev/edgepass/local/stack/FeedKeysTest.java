package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.process.StartFailure;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedKeysTest {
    @TempDir
    private Path folder;

    @Test
    void a_new_stack_pins_the_key_that_signs_and_the_next_one() throws Exception {
        DataFolder data = new DataFolder(folder);

        List<String> pinned = kids(FeedKeys.publicJwks(data));

        assertThat(pinned).containsExactly(kid(data.feedKey()), kid(data.nextFeedKey()));
        assertThat(kids(Files.readString(data.feedPublicKeys()))).isEqualTo(pinned);
        assertThat(kids(FeedKeys.publicJwks(data))).isEqualTo(pinned);
    }

    @Test
    void a_rotation_signs_with_a_key_that_was_pinned_before_it_and_keeps_the_old_one_pinned() throws Exception {
        DataFolder data = new DataFolder(folder);
        List<String> before = kids(FeedKeys.publicJwks(data));

        FeedKeyRotation rotation = FeedKeyRotation.run(data);

        assertThat(rotation.retired()).isEqualTo(before.get(0));
        assertThat(rotation.signing()).isEqualTo(before.get(1)).isEqualTo(kid(data.feedKey()));
        assertThat(before).doesNotContain(rotation.next());
        assertThat(kids(FeedKeys.publicJwks(data)))
                .containsExactly(rotation.retired(), rotation.signing(), rotation.next());
    }

    @Test
    void a_second_rotation_forgets_the_oldest_key() throws Exception {
        DataFolder data = new DataFolder(folder);
        FeedKeyRotation first = FeedKeyRotation.run(data);
        FeedKeys.inUse(data);
        FeedKeyRotation second = FeedKeyRotation.run(data);

        assertThat(kids(FeedKeys.publicJwks(data)))
                .containsExactly(first.signing(), second.signing(), second.next())
                .doesNotContain(first.retired());
    }

    @Test
    void no_second_rotation_is_done_while_the_last_head_is_still_under_the_retired_key() throws Exception {
        DataFolder data = new DataFolder(folder);
        FeedKeyRotation.run(data);
        List<String> before = kids(FeedKeys.publicJwks(data));

        assertThatThrownBy(() -> FeedKeyRotation.run(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("start the stack once");
        assertThat(kids(FeedKeys.publicJwks(data))).isEqualTo(before);
    }

    @Test
    void no_private_part_leaves_its_key_file() throws Exception {
        DataFolder data = new DataFolder(folder);
        FeedKeyRotation.run(data);

        assertThat(JWKSet.parse(FeedKeys.publicJwks(data)).getKeys()).noneMatch(JWK::isPrivate);
        assertThat(ECKey.parse(Files.readString(data.previousFeedKey())).isPrivate())
                .isFalse();
    }

    @Test
    void a_rotation_that_was_cut_off_leaves_each_key_once() throws Exception {
        DataFolder data = new DataFolder(folder);
        List<String> before = kids(FeedKeys.publicJwks(data));
        Files.writeString(data.previousFeedKey(), Files.readString(data.feedKey()));

        assertThat(kids(FeedKeys.publicJwks(data))).isEqualTo(before);
    }

    @Test
    void a_folder_on_which_a_stack_runs_is_left_alone() throws Exception {
        DataFolder data = new DataFolder(folder);
        List<String> before = kids(FeedKeys.publicJwks(data));
        try (FileChannel lock = data.lock()) {
            assertThat(lock.isOpen()).isTrue();
            assertThatThrownBy(() -> FeedKeyRotation.run(data))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("stop that first");
        }
        assertThat(kids(FeedKeys.publicJwks(data))).isEqualTo(before);
    }

    private static List<String> kids(String jwks) throws Exception {
        return JWKSet.parse(jwks).getKeys().stream().map(JWK::getKeyID).toList();
    }

    private static String kid(Path file) {
        return KeyFile.loadOrCreate(file).getKeyID();
    }
}
