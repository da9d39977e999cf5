package dev.edgepass.consumer.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetentionPropertiesTest {
    private static RetentionProperties bind(String retention) {
        return new Binder(new MapConfigurationPropertySource(Map.of("edgepass.archive.issuance-retention", retention)))
                .bindOrCreate("edgepass.archive", RetentionProperties.class);
    }

    /** As a container has it where .env says nothing. */
    @Test
    void an_empty_setting_deletes_nothing() {
        assertThat(bind("").issuanceRetention()).isNull();
        assertThat(bind("P30D").issuanceRetention()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void less_than_a_day_is_refused() {
        assertThatThrownBy(() -> bind("PT1H")).rootCause().hasMessageContaining("(expected: a day, P1D, or more)");
    }
}
