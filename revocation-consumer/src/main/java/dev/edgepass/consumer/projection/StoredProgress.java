package dev.edgepass.consumer.projection;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The progress of a projection of one partition, as its script wrote it into Redis. */
final class StoredProgress {
    private static final int PARTITION = 0;

    private StoredProgress() {}

    /**
     * Reads it.
     *
     * @param key of the hash with {@code position} and {@code topicId}
     * @param mark the field of {@code marks}
     */
    static Progress of(StringRedisTemplate redis, String key, String marks, String mark) {
        List<Object> stored = redis.opsForHash().multiGet(key, List.of("position", "topicId"));
        Object position = stored.get(0);
        // After the position: where another instance writes between the two, the mark is of a later one, and says
        // nothing.
        String last = redis.<String, String>opsForHash().get(marks, mark);
        return new Progress(
                Optional.ofNullable((String) stored.get(1)),
                position == null ? Map.of() : Map.of(PARTITION, Long.valueOf((String) position)),
                last == null ? Map.of() : Map.of(PARTITION, last));
    }
}
