package dev.edgepass.consumer.log;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/** The topics (docs/events.md), and readers of them, each for one thread. Thread-safe itself. */
public final class EventLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** In bytes and ms: no caller waits for a token's projection, and some hundred that are folded together cost a fraction of as many alone. */
    private static final Map<String, String> GATHERING = Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "262144",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Admin admin;
    private final Replication replication;

    /** @param replication of the topics that it makes */
    public EventLog(ConsumerFactory<byte[], byte[]> consumers, Admin admin, Replication replication) {
        this.consumers = consumers;
        this.admin = admin;
        this.replication = replication;
    }

    public LogReader control() {
        return control(null);
    }

    public LogReader issuance() {
        return issuance(null);
    }

    /**
     * @param reader who reads, in Kafka's logs and in metrics: one at a time in a process; null for a number
     */
    public LogReader control(@Nullable String reader) {
        return new LogReader(consumers.createConsumer(null, clientId(reader), null), admin, Topics.CONTROL, 1);
    }

    /** As {@link #control}. */
    public LogReader issuance(@Nullable String reader) {
        Properties gathering = new Properties();
        gathering.putAll(GATHERING);
        return new LogReader(
                consumers.createConsumer(null, clientId(reader), null, gathering),
                admin,
                Topics.ISSUANCE,
                Topics.ISSUANCE_PARTITIONS);
    }

    /** As {@link #control}. */
    public LogReader notices(@Nullable String reader) {
        return new LogReader(consumers.createConsumer(null, clientId(reader), null), admin, Topics.NOTICES, 1);
    }

    /** The dead letters of {@code topic}. */
    LogReader deadLetters(String topic) {
        return new LogReader(consumers.createConsumer(), admin, DeadLetter.topicFor(topic), 1);
    }

    /**
     * The end of those, without a reader of them.
     *
     * @throws LogUnavailable where the broker doesn't answer within 5 s
     */
    LogEnd deadLettersEnd(String topic) {
        String letters = DeadLetter.topicFor(topic);
        return LogReader.end(admin, letters, List.of(new TopicPartition(letters, 0)));
    }

    private static @Nullable String clientId(@Nullable String reader) {
        return reader == null ? null : "edgepass-" + reader;
    }

    /**
     * Makes the topics that are missing.
     *
     * @throws LogUnavailable where Kafka doesn't answer within 5 s
     */
    public void ensureTopics() {
        try {
            Topics.ensure(admin, Topics.all(replication), TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException e) {
            throw new LogUnavailable("no answer from Kafka about the topics: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new LogUnavailable("no answer from Kafka about the topics within " + TIMEOUT.toMillis() + " ms", e);
        }
    }
}
