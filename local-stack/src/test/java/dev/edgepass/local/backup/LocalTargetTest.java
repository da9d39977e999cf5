package dev.edgepass.local.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTargetTest {
    @TempDir
    private Path folder;

    @Test
    void whatever_kafka_has_is_a_log_that_isnt_replaced() throws Exception {
        LocalTarget target =
                new LocalTarget(new StackOptions(folder, new StackPorts(9000, 1), Optional.empty()), line -> {});
        Files.createDirectories(folder.resolve("edge"));
        assertThat(target.present()).isEmpty();

        // Without the control topic's own folder.
        Files.createDirectories(folder.resolve("kafka/logs/edgepass.issuance-0"));
        Files.createDirectories(folder.resolve("keys"));
        Files.writeString(folder.resolve("keys/pepper"), "x");

        assertThat(target.present())
                .containsExactly("keys (" + folder.resolve("keys") + ")", "a log (" + folder.resolve("kafka") + ")");
    }
}
