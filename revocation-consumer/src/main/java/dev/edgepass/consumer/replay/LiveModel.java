package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.readmodel.Keys;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** The read model in use, as something that can be dropped: the projections then fold it anew (docs/read-model.md). */
final class LiveModel {
    private static final RedisScript<Long> MARK_DROPPED = RedisScript.of("""
        for _, positions in ipairs(KEYS) do
          redis.call('DEL', positions)
          redis.call('HSET', positions, 'topicId', ARGV[1])
        end
        return #KEYS
        """, Long.class);

    private final StringRedisTemplate redis;
    private final Keys keys;

    LiveModel(StringRedisTemplate redis, Keys keys) {
        this.redis = redis;
        this.keys = keys;
    }

    /** How much of the control log it is made from; 0 where there is none. */
    long position() {
        String position = redis.<String, String>opsForHash().get(keys.control(), "position");
        return position == null ? 0 : Long.parseLong(position);
    }

    /** Whether it was made from another log than {@code topicId}'s; the projections wouldn't go on with it. */
    boolean isOfAnother(String topicId) {
        String of = redis.<String, String>opsForHash().get(keys.control(), "topicId");
        return of != null && !of.equals(topicId);
    }

    /**
     * Deletes every key, those of views too: they are counted anew from the first report that Kafka still has. First the positions are replaced by {@link Progress#DROPPED}, in one step: from then on no batch fits, so that nothing is counted which the
     * new fold counts again, no reader takes half a model for a whole one, and no projection begins anew. Last they are deleted, and the projections begin.
     *
     * @return how many keys
     */
    long drop() {
        List<String> positions = List.of(keys.control(), keys.words(), keys.issuance(), keys.usage());
        redis.execute(MARK_DROPPED, positions, Progress.DROPPED);
        ReadModelKeys all = new ReadModelKeys(redis, keys.prefix());
        return all.unlinkAllBut(positions) + all.unlink(positions);
    }
}
