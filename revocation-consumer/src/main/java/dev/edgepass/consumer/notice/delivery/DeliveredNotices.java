package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.event.NoticeRaised;
import dev.edgepass.jdk.Sha256;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Remembers in Redis for 30 days which notices a destination has, so that one that the log has twice is rarely sent twice. No promise rests on it: where Redis is away
 * a notice is sent. Thread-safe.
 */
public final class DeliveredNotices {
    /** Before the SHA-256 of destination and notice id; outside of the read model, so that a replay leaves it. */
    static final String PREFIX = "cn:delivered:";

    private static final Logger log = LoggerFactory.getLogger(DeliveredNotices.class);
    private static final Duration KEPT = Duration.ofDays(30);

    private final StringRedisTemplate redis;

    public DeliveredNotices(StringRedisTemplate redis) {
        this.redis = redis;
    }

    boolean contains(NoticeRaised notice) {
        try {
            return redis.hasKey(key(notice));
        } catch (DataAccessException e) {
            log.debug("Redis doesn't say what was delivered", e);
            return false;
        }
    }

    void add(NoticeRaised notice) {
        try {
            redis.opsForValue().set(key(notice), "", KEPT);
        } catch (DataAccessException e) {
            log.debug("Redis doesn't take what was delivered", e);
        }
    }

    private static String key(NoticeRaised notice) {
        byte[] both = Sha256.framed(List.of(Sha256.utf8(notice.destination()), Sha256.utf8(notice.id())));
        return PREFIX + HexFormat.of().formatHex(Sha256.hash(both));
    }
}
