package dev.edgepass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** An event's times mean what Jackson takes them for, in each form. */
class InstantReaderTest {
    private final JsonMapper jackson = new JsonMapper();
    private final JsonMapper ours = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
            .build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"2026-11-22T13:00:00Z\"",
                "\"2026-11-22T13:00:00.1Z\"",
                "\"2026-11-22T23:59:59.123456789Z\"",
                "\"2024-02-29T00:00:00.000001Z\"",
                "\"2026-11-22T15:00:00.125+02:00\"",
                "\"2026-11-22T13:00:00+0000\"",
                "\"2026-11-22T24:00:00Z\"",
                "\"2026-11-22T23:59:60Z\"",
                "\" 2026-11-22T13:00:00Z \"",
                "\"0000-01-01T00:00:00Z\"",
                "\"-0001-01-01T00:00:00Z\"",
                "\"+12026-11-22T13:00:00Z\"",
                "\"1795000000\"",
                "\"\"",
                "1795000000",
                "1795000000.125",
                "null"
            })
    void a_time_is_what_jackson_takes_it_for(String json) {
        assertThat(ours.readValue(json, Instant.class)).isEqualTo(jackson.readValue(json, Instant.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"yesterday\"",
                "\"2026-13-22T13:00:00Z\"",
                "\"2026-02-29T13:00:00Z\"",
                "\"2026-11-22T13:00:0xZ\"",
                "\"2026-11-22T13:00:00.1234567890Z\"",
                "\"٢٠٢٦-11-22T13:00:00Z\"",
                "true",
                "{}"
            })
    void what_jackson_refuses_is_refused(String json) {
        assertThatThrownBy(() -> jackson.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> ours.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
    }
}
