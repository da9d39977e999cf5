package dev.edgepass.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.install.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the tests of the benchmarks' scripts, which are JavaScript as they are. */
class ScriptsTest {
    @ParameterizedTest
    @CsvSource({"modelled-stores.test.mjs, 9", "edge-bench.test.mjs, 9"})
    void the_scripts_do_as_documented(String file, int tests) throws Exception {
        Process run = new ProcessBuilder(
                        Installation.find().node().toString(),
                        "--test",
                        Path.of("src/test/node", file).toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(run.waitFor()).as(output).isZero();
        assertThat(output).contains("pass " + tests);
    }
}
