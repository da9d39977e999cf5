package dev.edgepass.consumer.feed.r2;

import dev.edgepass.consumer.feed.core.UnnamedSegments;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** {@link UnnamedSegments} as JSON: an object of milliseconds by hash. */
final class UnnamedJson {
    private static final Logger log = LoggerFactory.getLogger(UnnamedJson.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Long>> SINCE = new TypeReference<>() {};

    private UnnamedJson() {}

    static byte[] write(UnnamedSegments segments) {
        return JSON.writeValueAsBytes(segments.since());
    }

    /** None where {@code json} is anything else. */
    static UnnamedSegments read(byte[] json) {
        try {
            Map<String, Long> since = JSON.readValue(json, SINCE);
            return since == null ? UnnamedSegments.NONE : new UnnamedSegments(since);
        } catch (JacksonException | NullPointerException e) {
            log.warn(
                    "which segments no head names is forgotten, and found anew: {}",
                    e.getClass().getSimpleName());
            return UnnamedSegments.NONE;
        }
    }
}
