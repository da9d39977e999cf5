package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedKeysTest {
    @TempDir
    private Path folder;

    @Test
    void a_stack_pins_what_the_file_of_the_readers_says() throws Exception {
        DataFolder data = new DataFolder(folder);
        data.prepare();

        assertThat(FeedKeys.publicJwks(data)).isEqualTo(Files.readString(data.feedPublicKeys()));
    }

    @Test
    void no_second_rotation_is_done_before_a_stack_has_run() throws Exception {
        DataFolder data = new DataFolder(folder);
        String signing = FeedKeyRotation.run(data).signing();
        String before = FeedKeys.publicJwks(data);

        assertThatThrownBy(() -> FeedKeyRotation.run(data))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("start the publisher anew");
        assertThat(FeedKeys.publicJwks(data)).isEqualTo(before);

        new FeedKeyFiles(data.feedKey()).inUse(signing);
        FeedKeyRotation.run(data);
        assertThat(FeedKeys.publicJwks(data)).isNotEqualTo(before);
    }

    @Test
    void a_folder_on_which_a_stack_runs_is_left_alone() throws Exception {
        DataFolder data = new DataFolder(folder);
        data.prepare();
        String before = FeedKeys.publicJwks(data);
        try (LockFile lock = data.lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> FeedKeyRotation.run(data))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("stop that first");
        }
        assertThat(FeedKeys.publicJwks(data)).isEqualTo(before);
    }
}
