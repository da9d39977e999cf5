package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.projection.core.LooseWords;
import dev.edgepass.event.Topics;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Erases words that aren't in force any more ({@link LooseWords}), every ten minutes. Only where the control topic is folded to its end: what an event names that is on the log is in force
 * then. Instances may do it at once: a tombstone more changes nothing.
 */
public final class WordsSweep extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WordsSweep.class);
    private static final Duration APART = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;
    private static final String OUTAGE = "sweep";

    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private final StringRedisTemplate redis;
    private final Keys keys;
    private final EventLog events;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final InstantSource clock;

    public WordsSweep(
            StringRedisTemplate redis,
            Keys keys,
            EventLog events,
            KafkaOperations<byte[], byte[]> kafka,
            InstantSource clock) {
        super("words-sweep");
        this.redis = redis;
        this.keys = keys;
        this.events = events;
        this.kafka = kafka;
        this.clock = clock;
    }

    @Override
    protected void run() throws InterruptedException {
        while (isRunning()) {
            Thread.sleep(APART.toMillis());
            try {
                sweep();
                warnings.over(OUTAGE, "words that aren't in force are erased again");
            } catch (LogUnavailable | DataAccessException e) {
                warnings.warn(OUTAGE, "words that aren't in force couldn't be erased: " + e.getMessage());
            }
        }
    }

    /**
     * Erases those that are due, as many as one round takes.
     *
     * @return how many
     */
    int sweep() {
        if (!isFoldedTo(events.controlEnd())) {
            return 0;
        }
        Instant now = clock.instant();
        // After the control topic's end was asked for: what is loose now, and old, is named by no event.
        Set<TypedTuple<String>> loose = Objects.requireNonNullElse(
                redis.opsForZSet()
                        .rangeByScoreWithScores(
                                keys.looseWords(),
                                Double.NEGATIVE_INFINITY,
                                now.minus(LooseWords.KEPT).toEpochMilli(),
                                0,
                                AT_ONCE),
                Set.of());
        List<WordsRecord> tombstones = new ArrayList<>();
        for (TypedTuple<String> words : loose) {
            WordsRecord tombstone = tombstone(words, now);
            if (tombstone != null) {
                tombstones.add(tombstone);
            }
        }
        write(tombstones);
        return tombstones.size();
    }

    private boolean isFoldedTo(LogEnd end) {
        List<Object> at = redis.opsForHash().multiGet(keys.control(), List.of("position", "topicId"));
        return at.get(0) != null
                && Long.parseLong((String) at.get(0)) >= end.offset(0)
                && end.topicId().equals(at.get(1));
    }

    private @Nullable WordsRecord tombstone(TypedTuple<String> words, Instant now) {
        String member = Objects.requireNonNull(words.getValue());
        Instant since =
                Instant.ofEpochMilli(Objects.requireNonNull(words.getScore()).longValue());
        String json = redis.opsForValue().get(keys.link(member.substring(0, member.indexOf('/'))));
        return LooseWords.tombstone(
                member, since, json == null ? null : ReadModelJson.read(json, LinkRecord.class), now);
    }

    private void write(List<WordsRecord> tombstones) {
        List<CompletableFuture<?>> sent = new ArrayList<>();
        try {
            for (WordsRecord tombstone : tombstones) {
                sent.add(kafka.send(new ProducerRecord<>(Topics.WORDS, 0, Sha256.utf8(tombstone.key()), null)));
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException e) {
            throw new LogUnavailable("Kafka took no tombstone: " + e.getMessage(), e);
        }
    }
}
