package dev.edgepass.issuer.key;

import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** What every instance has to have alike: the first one writes it down, the others compare. Thread-safe. */
@Component
class Agreement {
    private static final String KEY = "iw:same:";

    private final StringRedisTemplate redis;

    Agreement(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * Whether all have {@code value}; nothing where Redis doesn't answer.
     *
     * @param value not secret: Redis keeps it
     */
    Optional<Boolean> isSame(String name, String value) {
        try {
            boolean first = Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(KEY + name, value));
            return Optional.of(first || value.equals(redis.opsForValue().get(KEY + name)));
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }
}
