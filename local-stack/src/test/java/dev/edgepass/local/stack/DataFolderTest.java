package dev.edgepass.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void it_belongs_to_one_stack_at_a_time() throws IOException {
        DataFolder data = new DataFolder(folder.resolve("data"));
        data.prepare();
        try (LockFile lock = data.lock()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(data::lock)
                    .isInstanceOf(StartFailure.class)
                    .hasMessage("Edgepass already runs on " + data.path() + " (process "
                            + ProcessHandle.current().pid()
                            + "): stop that first, or choose another folder with --data.");
        }
        assertThatCode(() -> data.lock().close()).doesNotThrowAnyException();
    }

    @Test
    void a_folder_that_cannot_be_made_is_told() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new DataFolder(file.resolve("data")).prepare())
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("Can't write to the data folder " + file.resolve("data"))
                .hasMessageNotContaining("Exception")
                .hasMessageEndingWith("choose another with --data.");
    }

    @Test
    void a_nearly_full_disk_is_told() {
        DataFolder data = new DataFolder(folder);

        assertThatThrownBy(() -> data.requireSpace(5L << 20))
                .isInstanceOf(StartFailure.class)
                .hasMessage("Only 5 MB are free on the disk of " + folder
                        + " (expected: >= 1024 MB): free some space, or choose another folder with --data.");
        assertThatCode(() -> data.requireSpace(2L << 30)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"logs, 1, 3", "broker-3/logs, 3, 1"})
    void a_log_keeps_its_number_of_brokers(String there, int size, int other) throws IOException {
        DataFolder data = new DataFolder(folder);
        Files.createDirectories(data.kafka().resolve(there));

        assertThat(data.brokers()).isEqualTo(size);
        assertThatCode(() -> data.requireBrokers(size)).doesNotThrowAnyException();
        assertThatThrownBy(() -> data.requireBrokers(other))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("--brokers: " + other)
                .hasMessageContaining("backup and restore");
    }
}
