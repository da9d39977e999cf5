package dev.edgepass.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 1 is a verdict: something differs. Whatever goes wrong before there is one gives 2. */
class ReplayExitCodeTest {
    private static final String NOBODY_LISTENS = "127.0.0.1:1";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dryrun",
                "--list --limit many",
                "--server.port=1",
                "--dry-run --edgepass.feed.seal-entries=many",
                "--dry-run --edgepass.r2.endpoint=nowhere --spring.kafka.bootstrap-servers=kafka.invalid:9092"
            })
    void without_a_verdict_it_is_2(String line) {
        assertThat(RevocationConsumer.replay(List.of(line.split(" ")))).isEqualTo(2);
    }

    @Test
    void a_dry_run_without_the_settings_of_r2_names_the_first_that_is_missing() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream err = System.err;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(RevocationConsumer.replay(
                            List.of("--dry-run", "--spring.kafka.bootstrap-servers=" + NOBODY_LISTENS)))
                    .isEqualTo(2);
        } finally {
            System.setErr(err);
        }

        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("edgepass.r2.endpoint is missing");
    }
}
