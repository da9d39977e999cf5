package dev.edgepass.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @ParameterizedTest
    @ValueSource(strings = {"--replay", "repaly", "--dry-run", "-replay", "--=x", ""})
    void a_mistyped_command_starts_no_second_consumer(String mistyped) {
        assertThat(RevocationConsumer.unknown("--server.port=0", mistyped)).isEqualTo(mistyped);
    }

    @Test
    void settings_are_the_services_arguments() {
        assertThat(RevocationConsumer.unknown()).isNull();
        assertThat(RevocationConsumer.unknown("--server.port=0", "--edgepass.log.pass-over="))
                .isNull();
    }
}
