package dev.edgepass.consumer.projection;

import dev.edgepass.readmodel.Keys;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * How often a replay has replaced values of a read model: the field {@value #FIELD} of {@link Keys#marks}. A fold that reads, and writes later, takes the number before it reads, and its script
 * writes only where it is the same: else values that were just replaced would be overwritten by what followed from the old ones. Stateless.
 */
public final class Replays {
    /** In {@link Keys#marks}, beside the projections'. */
    public static final String FIELD = "replays";

    private static final String NONE = "";

    private Replays() {}

    /** As text; empty where there was none. */
    public static String of(StringRedisTemplate redis, Keys keys) {
        String replays = redis.<String, String>opsForHash().get(keys.marks(), FIELD);
        return replays == null ? NONE : replays;
    }
}
