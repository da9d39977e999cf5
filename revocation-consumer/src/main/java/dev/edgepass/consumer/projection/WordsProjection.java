package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.readmodel.Keys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** What people wrote about links, folded from the words topic, and which of it isn't in force. Thread-safe. */
public final class WordsProjection implements Projection {
    private static final int PARTITION = 0;

    /** Records that one script takes, so that it doesn't hold up the issuer's reads for long. */
    private static final int MOST_RECORDS = 1_000;

    /** The field of {@link Keys#marks}. */
    private static final String MARK = "words";

    private static final String NO_MARK = "";
    private static final String ERASED = "";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final RedisScript<Long> APPLY =
            RedisScript.of(new ClassPathResource("apply-words.lua", WordsProjection.class), Long.class);

    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventReader reader;
    private final UnreadableRecords unreadable;

    public WordsProjection(StringRedisTemplate redis, Keys keys, EventReader reader, UnreadableRecords unreadable) {
        this.redis = redis;
        this.keys = keys;
        this.reader = reader;
        this.unreadable = unreadable;
    }

    @Override
    public String name() {
        return "words";
    }

    @Override
    public LogReader open(EventLog log) {
        return log.words("projection-" + name());
    }

    @Override
    public Progress progress() {
        return StoredProgress.of(redis, keys.words(), keys.marks(), MARK);
    }

    @Override
    public boolean apply(int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
        long begin = from;
        for (int first = 0; first < messages.size(); first += MOST_RECORDS) {
            List<ConsumerRecord<byte[], byte[]>> batch =
                    messages.subList(first, Math.min(first + MOST_RECORDS, messages.size()));
            ConsumerRecord<byte[], byte[]> last = batch.get(batch.size() - 1);
            long next = last.offset() + 1;
            if (!write(begin, next, topicId, Progress.mark(next, last.timestamp()), batch)) {
                return false;
            }
            begin = next;
        }
        return true;
    }

    @Override
    public boolean skip(int partition, long from, long to, String topicId) {
        return write(from, to, topicId, NO_MARK, List.of());
    }

    private boolean write(
            long from, long next, String topicId, String mark, List<ConsumerRecord<byte[], byte[]>> batch) {
        List<String> words = new ArrayList<>(
                List.of(Long.toString(from), Long.toString(next), topicId, mark, keys.wordsOf(""), keys.link("")));
        for (ConsumerRecord<byte[], byte[]> message : batch) {
            try {
                WordsRecord record = reader.words(message);
                byte[] json = record.value();
                words.addAll(List.of(
                        record.linkId(),
                        record.digest(),
                        Long.toString(message.offset() + 1),
                        Long.toString(message.timestamp()),
                        json == null ? ERASED : new String(json, StandardCharsets.UTF_8)));
            } catch (UnreadableEventException e) {
                unreadable.take(message, e);
            }
        }
        Long applied =
                redis.execute(APPLY, List.of(keys.words(), keys.marks(), keys.looseWords(), keys.erasures()), (Object[])
                        words.toArray(String[]::new));
        return applied != null && applied == 1;
    }

    /** Waits for this projection, whichever instance folds it. */
    public WordsFolded upTo(EventLog log) {
        return () -> await(log.wordsEnd());
    }

    private void await(LogEnd end) {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        for (Progress at = progress(); !hasReached(end, at); at = progress()) {
            if (System.nanoTime() > patience) {
                throw new LogUnavailable(
                        "the words that events name aren't folded in: projection words is at " + at.position(PARTITION)
                                + " of " + end.offset(PARTITION),
                        null);
            }
            pause();
        }
    }

    private static boolean hasReached(LogEnd end, Progress at) {
        return at.position(PARTITION) >= end.offset(PARTITION)
                && at.topicId().orElse(end.topicId()).equals(end.topicId());
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        }
    }
}
