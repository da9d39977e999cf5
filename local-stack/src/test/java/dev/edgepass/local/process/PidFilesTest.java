package dev.edgepass.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {
    @TempDir
    private Path folder;

    private Path sleep;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        sleep = Executables.find("sleep").toRealPath();
        process = new ProcessBuilder(sleep.toString(), "60").start();
    }

    @AfterEach
    void stop() {
        process.destroyForcibly();
    }

    @Test
    void a_recorded_process_that_still_runs_is_ended() throws Exception {
        PidFiles pids = new PidFiles(folder);
        pids.write("sleeper", process.toHandle(), sleep);

        assertThat(new PidFiles(folder).endLeftovers()).containsExactly("sleeper");
        assertThat(process.waitFor()).isNotZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_process_that_started_at_another_time_is_left_alone() throws IOException {
        record(process.pid(), startMillis() - 60_000, sleep.toString());

        assertThat(new PidFiles(folder).endLeftovers()).isEmpty();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void a_process_with_another_executable_is_left_alone() throws IOException {
        record(process.pid(), startMillis(), "/usr/bin/redis-server");

        assertThat(new PidFiles(folder).endLeftovers()).isEmpty();
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void a_damaged_file_is_dropped() throws IOException {
        Files.writeString(folder.resolve("broken"), "not a pid\nat no time\nnowhere\n");
        Files.writeString(folder.resolve("short"), "1\n");

        assertThat(new PidFiles(folder).endLeftovers()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    private long startMillis() {
        return process.info().startInstant().orElseThrow().toEpochMilli();
    }

    private void record(long pid, long start, String executable) throws IOException {
        Files.write(folder.resolve("other"), List.of(Long.toString(pid), Long.toString(start), executable));
    }
}
