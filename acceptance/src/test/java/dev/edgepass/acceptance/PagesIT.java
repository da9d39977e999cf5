package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Gallery, console and share page in a real browser. Needs Chromium on the machine; {@code .ci/run} installs it. */
class PagesIT {
    @Test
    void the_three_pages_do_their_work_in_a_browser() throws IOException, InterruptedException {
        Path chromium = Chromium.required();
        RunningStack stack = SharedStack.get();
        Path screenshots = Files.createDirectories(EdgepassCommand.ROOT.resolve("acceptance/target/screenshots"));
        Path output = screenshots.resolve("pages.out");

        Process browser = new ProcessBuilder(
                        "node",
                        Chromium.SCRIPTS.resolve("pages.mjs").toString(),
                        chromium.toString(),
                        stack.issuer().toString(),
                        stack.login("--sub", "gallery", "--paths", SharedStack.PICTURES),
                        stack.login("--sub", "console", "--admin"),
                        stack.login(DocumentedCommand.command("./edgepass login --sub otto --auditor")),
                        SharedStack.PICTURES,
                        screenshots.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        boolean ended = browser.waitFor(6, TimeUnit.MINUTES);
        browser.destroyForcibly();
        assertThat(ended).as(Files.readString(output)).isTrue();
        assertThat(browser.exitValue()).as(Files.readString(output)).isZero();
    }
}
