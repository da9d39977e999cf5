package dev.edgepass.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgepass.tlog.MemoryLog;
import dev.edgepass.tlog.VerifierKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive is verified by code that isn't ours: the Go project's packages note and tlog, as Debian has them. */
class GoVerifierTest {
    private static final Path PACKAGES = Path.of("/usr/share/gocode");
    private static final Path SOURCE = Path.of("src", "test", "go", "verify", "main.go");

    @TempDir
    private static Path folder;

    private static Path verify;

    @BeforeAll
    static void build() throws Exception {
        assumeTrue(
                isOnThePath("go") && Files.isDirectory(PACKAGES.resolve("src/golang.org/x/mod/sumdb/tlog")),
                "not run: it needs go and golang.org/x/mod (Debian: golang-go golang-golang-x-mod-dev)");
        verify = folder.resolve("verify");
        ProcessBuilder go = new ProcessBuilder("go", "build", "-o", verify.toString(), SOURCE.toString());
        go.environment()
                .putAll(Map.of(
                        "GO111MODULE",
                        "off",
                        "GOPATH",
                        PACKAGES.toString(),
                        "GOFLAGS",
                        "",
                        "GOCACHE",
                        folder.resolve("cache").toString()));
        assertThat(run(go)).isEmpty();
    }

    @Test
    void gos_packages_verify_an_archive_of_any_size() throws Exception {
        for (int size : new int[] {0, 1, 255, 256, 257, 600, 70_000}) {
            Path log = write(Archives.of(size), "log-" + size);

            assertThat(verify(Archives.KEY.verifierKey(Archives.NAME), log)).isEqualTo("verified " + size + "\n");
        }
    }

    @Test
    void they_find_what_was_altered() throws Exception {
        MemoryLog archive = Archives.of(600);
        byte[] bundle = archive.file("tile/entries/001").clone();
        bundle[40] ^= 1;
        Path log = write(archive.with("tile/entries/001", bundle), "altered");

        assertThat(verify(Archives.KEY.verifierKey(Archives.NAME), log)).startsWith("entry 256: altered");
        assertThat(verify(Archives.KEY.verifierKey("another"), log)).contains("note has no verifiable signatures");
    }

    private static Path write(MemoryLog archive, String name) throws IOException {
        Path log = folder.resolve(name);
        for (Map.Entry<String, byte[]> file : archive.files().entrySet()) {
            Path path = log.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return log;
    }

    private static String verify(VerifierKey key, Path log) throws Exception {
        return run(new ProcessBuilder(verify.toString(), key.toString(), log.toString()));
    }

    private static String run(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    private static boolean isOnThePath(String program) {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }
}
