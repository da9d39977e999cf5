package dev.edgepass.consumer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogConfigurationTest {
    private final LogConfiguration configuration = new LogConfiguration();

    @Test
    void reports_of_views_are_kept_for_as_long_as_the_setting_says_and_nothing_else_is() {
        assertThat(configuration.logTopics(Replication.ONE, Duration.ofDays(30)))
                .filteredOn(topic -> topic.name().equals(Topics.USAGE))
                .singleElement()
                .satisfies(topic -> assertThat(topic.configs()).containsEntry("retention.ms", "2592000000"));
        assertThat(configuration.logTopics(Replication.ONE, Duration.ofDays(30)))
                .filteredOn(topic -> !topic.name().equals(Topics.USAGE))
                .containsExactlyElementsOf(Topics.all(Replication.ONE).stream()
                        .filter(topic -> !topic.name().equals(Topics.USAGE))
                        .toList());
    }

    @Test
    void less_than_a_day_is_refused() {
        assertThat(configuration.logTopics(Replication.ONE, Duration.ofDays(1))).isNotEmpty();
        assertThatThrownBy(() -> configuration.logTopics(Replication.ONE, Duration.ofHours(23)))
                .hasMessage("edgepass.usage.retention: PT23H (expected: a day, P1D, or more)");
    }
}
