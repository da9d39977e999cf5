package dev.edgepass.consumer.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.audit.LogName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryFilesTest {
    private static final LogName LOG = new LogName("edgepass.control", 0, "AAAAAAAAAAAAAAAAAAAAAA", 0);

    @TempDir
    private Path folder;

    @Test
    void what_is_kept_is_there_after_a_restart_for_its_owner_alone() throws IOException {
        Path state = folder.resolve("audit");
        MemoryFiles memory = new MemoryFiles(state);
        assertThat(memory.seen(LOG)).isEmpty();

        memory.keepSeen(LOG, new byte[] {1});
        memory.keepSeen(LOG, new byte[] {2});
        memory.keepSigned(LOG, new byte[] {3});
        memory.keepContradiction(LOG, new byte[] {4});

        assertThat(new MemoryFiles(state).seen(LOG)).hasValue(new byte[] {2});
        assertThat(new MemoryFiles(state).signed(LOG)).hasValue(new byte[] {3});
        try (Stream<Path> files = Files.list(state)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
