package dev.edgepass.issuer.limit;

import dev.edgepass.issuer.RedisQuestion;
import java.time.Duration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Numbers that only go up, in Redis: buckets that carry one in their names are all full again once it has gone up, for every caller. Forgotten a week after
 * the last step, when buckets of a period of some days at most are gone too. Every method throws the problem {@code read-model-unavailable} where Redis
 * doesn't answer. Thread-safe.
 */
@Component
public class Eras {
    private static final Duration KEPT = Duration.ofDays(7);

    private final StringRedisTemplate redis;

    Eras(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /** 0 at first. */
    public long current(BucketName name) {
        String era = RedisQuestion.ask(Buckets.AWAY, () -> redis.opsForValue().get(name.key()));
        return era == null ? 0 : Long.parseLong(era);
    }

    /** Goes up by one. */
    public void advance(BucketName name) {
        RedisQuestion.ask(Buckets.AWAY, () -> {
            redis.opsForValue().increment(name.key());
            return redis.expire(name.key(), KEPT);
        });
    }
}
