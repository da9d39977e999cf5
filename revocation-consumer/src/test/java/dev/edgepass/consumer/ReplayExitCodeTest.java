package dev.edgepass.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 1 is a verdict: something differs. Whatever goes wrong before there is one gives 2. */
class ReplayExitCodeTest {
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
}
