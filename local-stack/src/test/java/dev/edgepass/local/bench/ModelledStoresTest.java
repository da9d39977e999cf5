package dev.edgepass.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.install.Installation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Runs the tests of the benchmark's store model, which are JavaScript as it is. */
class ModelledStoresTest {
    @Test
    void the_model_of_r2_and_kv_is_as_documented() throws Exception {
        Process tests = new ProcessBuilder(
                        Installation.find().node().toString(),
                        "--test",
                        Path.of("src/test/node/modelled-stores.test.mjs").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(tests.waitFor()).as(output).isZero();
        assertThat(output).contains("pass 9");
    }
}
