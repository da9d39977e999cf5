package dev.edgepass.issuer.log;

import dev.edgepass.feed.Handle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/**
 * The highest position of the control log that any instance wrote in the last few seconds, so that another one can wait until it sees that too; that of the last write of
 * a day, by which it knows that the projection is behind; and the handles that each write of the last minute changed. A courtesy: where Redis is slow or away no other instance is told and no call is held up. Thread-safe.
 */
@Component
public class LastWritten implements DisposableBean {
    /** The projection has it by then, or is so far behind that no read waits for it. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** How long a write's answer waits for the others to be told. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final int QUEUE = 64;
    private static final String KEY = "iw:control";
    private static final String LAST = "iw:last";

    /** A log that was made anew has lower positions: what the old one had is forgotten with the next write, or by then. */
    private static final Duration LAST_REMEMBERED = Duration.ofDays(1);

    private static final String CHANGES = "iw:changes";

    /** So many writes, at most this long ago: a reader looks once a second. */
    private static final int CHANGES_KEPT = 2_000;

    private static final Duration CHANGES_REMEMBERED = Duration.ofMinutes(1);

    /** KEYS: the position's key, the changes', the last position's; ARGV: position, ms that it is kept, its changes, ms that they are kept, how many, ms for the last position. */
    private static final RedisScript<Long> RAISE = RedisScript.of(
            "local known = tonumber(redis.call('GET', KEYS[1]) or '0')"
                    + " redis.call('SET', KEYS[1], math.max(known, tonumber(ARGV[1])), 'PX', ARGV[2])"
                    + " redis.call('ZADD', KEYS[2], ARGV[1], ARGV[3])"
                    + " redis.call('ZREMRANGEBYRANK', KEYS[2], 0, -1 - ARGV[5])"
                    + " redis.call('PEXPIRE', KEYS[2], ARGV[4])"
                    + " redis.call('SET', KEYS[3], ARGV[1], 'PX', ARGV[6]) return 1",
            Long.class);

    private final StringRedisTemplate redis;
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            LastWritten::daemon,
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * What instances told of their writes.
     *
     * @param recent the highest position of the last few seconds; 0 where there was no write
     * @param last that of the last write of a day; 0 where there was none
     */
    public record Known(long recent, long last) {
        static final Known NOTHING = new Known(0, 0);

        /** That of the newest write that is known. Two instances may tell out of order: the last position may be the lower one. */
        public long highest() {
            return Math.max(recent, last);
        }
    }

    LastWritten(StringRedisTemplate redis) {
        this.redis = redis;
    }

    /**
     * Tells the others of an own write. Returns once they are told, or soon.
     *
     * @param changed the handles whose state it changes; empty where it changes anything else that tokens are judged by
     */
    public void tell(long position, Optional<List<Handle>> changed) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        teller.execute(() -> {
            try {
                redis.execute(
                        RAISE,
                        List.of(KEY, CHANGES, LAST),
                        Long.toString(position),
                        Long.toString(REMEMBERED.toMillis()),
                        Changes.text(position, changed),
                        Long.toString(CHANGES_REMEMBERED.toMillis()),
                        Integer.toString(CHANGES_KEPT),
                        Long.toString(LAST_REMEMBERED.toMillis()));
            } catch (DataAccessException e) {
                // A read finds Redis away as well, and says so.
            } finally {
                told.complete(null);
            }
        });
        told.completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Zeros where Redis doesn't answer. */
    public Known known() {
        try {
            List<String> positions = redis.opsForValue().multiGet(List.of(KEY, LAST));
            return positions == null ? Known.NOTHING : new Known(number(positions.get(0)), number(positions.get(1)));
        } catch (DataAccessException e) {
            return Known.NOTHING;
        }
    }

    private static long number(@Nullable String position) {
        return position == null ? 0 : Long.parseLong(position);
    }

    /**
     * The texts of the handles that the writes after position {@code after} up to {@code upTo} changed, by whichever instance. Empty where that isn't known: a write
     * wasn't told, too much was, or Redis doesn't answer.
     */
    public Optional<Set<String>> changed(long after, long upTo) {
        if (upTo - after > CHANGES_KEPT) {
            return Optional.empty();
        }
        try {
            Set<String> texts = redis.opsForZSet().rangeByScore(CHANGES, after + 1.0, upTo);
            return texts == null ? Optional.empty() : Changes.read(List.copyOf(texts), after, upTo);
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "last-written");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void destroy() {
        teller.shutdownNow();
    }
}
