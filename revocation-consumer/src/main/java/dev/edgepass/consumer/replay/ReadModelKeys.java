package dev.edgepass.consumer.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/** All keys of one read model. Thread-safe. */
record ReadModelKeys(StringRedisTemplate redis, String prefix) {
    private static final int AT_ONCE = 1_000;

    /**
     * Deletes them.
     *
     * @return how many
     */
    long unlinkAllBut(Collection<String> kept) {
        long unlinked = 0;
        List<String> names = new ArrayList<>();
        try (Cursor<String> found = redis.scan(
                ScanOptions.scanOptions().match(prefix + "*").count(AT_ONCE).build())) {
            while (found.hasNext()) {
                String name = found.next();
                if (!kept.contains(name)) {
                    names.add(name);
                }
                if (names.size() == AT_ONCE) {
                    unlinked += unlink(names);
                    names.clear();
                }
            }
        }
        return unlinked + unlink(names);
    }

    /**
     * Deletes those of {@code names} that are there.
     *
     * @return how many
     */
    long unlink(List<String> names) {
        Long unlinked = names.isEmpty() ? Long.valueOf(0) : redis.unlink(names);
        return unlinked == null ? 0 : unlinked;
    }
}
