package dev.edgepass.consumer.release;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;

/** The read model as values that can be compared: by key, a string, a hash, or a sorted set's scores. Without what is forgotten by time, as tokens are. */
final class RedisDump {
    private static final Set<String> FORGOTTEN = Set.of("ep:token:", "ep:live:");

    private RedisDump() {}

    static Map<String, Object> of(StringRedisTemplate redis) {
        Map<String, Object> dump = new TreeMap<>();
        for (String key : Objects.requireNonNull(redis.keys("ep:*"))) {
            if (FORGOTTEN.stream().noneMatch(key::startsWith)) {
                dump.put(key, value(redis, key));
            }
        }
        return dump;
    }

    private static Object value(StringRedisTemplate redis, String key) {
        return switch (Objects.requireNonNull(redis.type(key))) {
            case STRING -> Objects.requireNonNull(redis.opsForValue().get(key));
            case HASH -> new TreeMap<>(redis.<String, String>opsForHash().entries(key));
            case ZSET ->
                Objects.requireNonNull(redis.opsForZSet().rangeWithScores(key, 0, -1)).stream()
                        .collect(Collectors.toMap(
                                member -> Objects.requireNonNull(member.getValue()),
                                TypedTuple::getScore,
                                (one, other) -> one,
                                TreeMap::new));
            default -> throw new IllegalStateException(key + ": " + redis.type(key));
        };
    }
}
