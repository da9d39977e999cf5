package dev.edgepass.consumer.replay;

import dev.edgepass.readmodel.Keys;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * The keys under which a run folds the log anew. A note beside them, {@code rp:<prefix>}, lasts a minute and is renewed while the run is alive; keys of a run that was killed have none, and the
 * next run deletes them. It doesn't go on with them: they may be another build's. Closing it deletes its own.
 */
final class FreshPrefix implements AutoCloseable {
    private static final String PREFIX = "epr-";
    private static final String NOTE = "rp:";
    private static final Duration NOTE_LASTS = Duration.ofSeconds(60);
    private static final Duration RENEWED = Duration.ofSeconds(15);
    private static final int AT_ONCE = 1_000;
    private static final int RANDOM_CHARACTERS = 8;

    private final StringRedisTemplate redis;
    /** Short, as millions of keys begin with it. */
    private final Keys keys = new Keys(PREFIX + UUID.randomUUID().toString().substring(0, RANDOM_CHARACTERS) + ":");

    private final ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "replay-note");
        thread.setDaemon(true);
        return thread;
    });

    FreshPrefix(StringRedisTemplate redis) {
        this.redis = redis;
        note();
        renewal.scheduleAtFixedRate(this::renew, RENEWED.toSeconds(), RENEWED.toSeconds(), TimeUnit.SECONDS);
    }

    Keys keys() {
        return keys;
    }

    private void note() {
        redis.opsForValue().set(NOTE + keys.prefix(), "", NOTE_LASTS);
    }

    private void renew() {
        try {
            note();
        } catch (DataAccessException e) {
            // The run's own calls say so; the next turn tries again.
        }
    }

    /**
     * Deletes what runs have left that were killed.
     *
     * @return how many keys
     */
    long deleteLeftBehind() {
        long deleted = 0;
        for (String prefix : prefixes()) {
            if (!Boolean.TRUE.equals(redis.hasKey(NOTE + prefix))) {
                deleted += delete(new Keys(prefix));
            }
        }
        return deleted;
    }

    private Set<String> prefixes() {
        Set<String> prefixes = new HashSet<>();
        try (Cursor<String> names = redis.scan(
                ScanOptions.scanOptions().match(PREFIX + "*:*").count(AT_ONCE).build())) {
            names.forEachRemaining(name -> prefixes.add(name.substring(0, name.indexOf(':') + 1)));
        }
        return prefixes;
    }

    /** The positions first: a run that is alive after all, since it stood still for a minute, finds itself elsewhere then, and compares nothing. */
    private long delete(Keys left) {
        ReadModelKeys all = new ReadModelKeys(redis, left.prefix());
        return all.unlink(List.of(left.control(), left.words(), left.issuance(), left.usage()))
                + all.unlinkAllBut(List.of());
    }

    @Override
    public void close() {
        renewal.shutdownNow();
        delete(keys);
        redis.unlink(NOTE + keys.prefix());
    }
}
