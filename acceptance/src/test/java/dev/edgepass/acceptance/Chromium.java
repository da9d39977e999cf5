package dev.edgepass.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's own browser, and the scripts that drive it. */
final class Chromium {
    static final Path SCRIPTS = EdgepassCommand.ROOT.resolve("acceptance/src/test/browser");

    private Chromium() {}

    /** The test is skipped where there is none; {@code .ci/run} installs it. */
    static Path required() {
        Optional<Path> chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(chromium.isPresent(), "no Chromium on this machine");
        return chromium.get();
    }
}
