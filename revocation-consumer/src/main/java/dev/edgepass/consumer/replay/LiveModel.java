package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.projection.Keys;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The read model in use, as something that can be dropped: the projections then fold it anew (DESIGN section 7). */
final class LiveModel {
    private static final int AT_ONCE = 1_000;

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

    /**
     * Deletes every key, the positions last: until then a projection doesn't begin anew.
     *
     * @return how many keys
     */
    long drop() {
        List<String> positions = List.of(keys.control(), keys.issuance());
        long dropped = 0;
        List<String> names = new ArrayList<>();
        try (Cursor<String> found = redis.scan(ScanOptions.scanOptions()
                .match(keys.prefix() + "*")
                .count(AT_ONCE)
                .build())) {
            while (found.hasNext()) {
                String name = found.next();
                if (!positions.contains(name)) {
                    names.add(name);
                }
                if (names.size() == AT_ONCE) {
                    dropped += unlink(names);
                    names.clear();
                }
            }
        }
        return dropped + unlink(names) + unlink(positions);
    }

    private long unlink(List<String> names) {
        Long unlinked = names.isEmpty() ? Long.valueOf(0) : redis.unlink(names);
        return unlinked == null ? 0 : unlinked;
    }
}
