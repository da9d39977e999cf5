package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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

    /** Runs a script to its end, which has to be good. It gets the browser, {@code arguments} and a folder for screenshots, where its output is too. */
    static void run(String script, String... arguments) throws IOException, InterruptedException {
        Path screenshots = Files.createDirectories(EdgepassCommand.ROOT.resolve("acceptance/target/screenshots"));
        Path output = screenshots.resolve(script + ".out");
        List<String> command = new ArrayList<>(List.of(
                "node", SCRIPTS.resolve(script + ".mjs").toString(), required().toString()));
        command.addAll(List.of(arguments));
        command.add(screenshots.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        boolean ended = process.waitFor(6, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    }
}
