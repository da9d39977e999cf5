package dev.edgepass.consumer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchivePropertiesTest {
    private static final String TOPIC_ID = "AAAAAAAAAAAAAAAAAAAAAA";

    private static ArchiveProperties of(String name, Duration interval, String... epochs) {
        return new ArchiveProperties(name, "b", null, Path.of("state"), interval, false, List.of(epochs));
    }

    @Test
    void the_log_that_goes_on_is_the_topics_first_unless_a_setting_names_a_later_one() {
        ArchiveProperties archive =
                of("example.com", Duration.ofMinutes(15), "edgepass.control-0-200", "edgepass.control-0-4711");

        assertThat(archive.current("edgepass.control", 0, TOPIC_ID).folder())
                .isEqualTo("edgepass.control/0/" + TOPIC_ID + "-4711");
        assertThat(archive.current("edgepass.issuance", 0, TOPIC_ID).folder())
                .isEqualTo("edgepass.issuance/0/" + TOPIC_ID);
    }

    @Test
    void a_setting_that_says_nothing_is_refused_by_name() {
        assertThatThrownBy(() -> of("example.com", Duration.ofMinutes(15), "edgepass.control-4711"))
                .hasMessage(
                        "edgepass.archive.epochs: edgepass.control-4711 (expected: such as edgepass.control-0-4711)");
        assertThatThrownBy(() -> of("two words", Duration.ofMinutes(15))).hasMessageContaining("edgepass.archive.name");
        assertThatThrownBy(() -> of("example.com", Duration.ZERO))
                .hasMessageContaining("edgepass.archive.seal-interval");
    }
}
