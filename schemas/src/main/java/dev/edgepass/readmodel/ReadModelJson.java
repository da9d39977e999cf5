package dev.edgepass.readmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of the read model's values: no member without a value, times in ISO-8601. Members that aren't known are passed over. Thread-safe. */
public final class ReadModelJson {
    private static final JsonMapper EXACT = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            // What an earlier version left out takes its default.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final JsonMapper TOLERANT = EXACT.rebuild()
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private ReadModelJson() {}

    public static String write(Object value) {
        return EXACT.writeValueAsString(value);
    }

    /**
     * For a reader: a state of a later version is unknown to it.
     *
     * @throws tools.jackson.core.JacksonException where it is no such value
     */
    public static <T> T read(String json, Class<T> type) {
        return TOLERANT.readValue(json, type);
    }

    /**
     * For the writer, which would write an unknown state back.
     *
     * @throws tools.jackson.core.JacksonException also for a state of a later version
     */
    public static <T> T readExactly(String json, Class<T> type) {
        return EXACT.readValue(json, type);
    }
}
