package dev.edgepass.consumer.log;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

/** The log's topics (docs/events.md), and readers of them, each for one thread. Thread-safe itself. */
public final class EventLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** In bytes and ms: no caller waits for a token's projection, and some hundred that are folded together cost a fraction of as many alone. */
    private static final Map<String, String> GATHERING = Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "262144",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");

    private static final List<TopicPartition> USAGE = IntStream.range(0, Topics.USAGE_PARTITIONS)
            .mapToObj(partition -> new TopicPartition(Topics.USAGE, partition))
            .toList();

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Admin admin;
    private final List<NewTopic> topics;

    /** @param topics that it makes where they are missing */
    public EventLog(ConsumerFactory<byte[], byte[]> consumers, Admin admin, List<NewTopic> topics) {
        this.consumers = consumers;
        this.admin = admin;
        this.topics = List.copyOf(topics);
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
    public LogReader words(@Nullable String reader) {
        return new LogReader(consumers.createConsumer(null, clientId(reader), null), admin, Topics.WORDS, 1);
    }

    /**
     * The end of the words topic: every record of it that was acknowledged before this call lies before the answer.
     *
     * @throws LogUnavailable where the broker doesn't answer within 5 s
     */
    public LogEnd wordsEnd() {
        return LogReader.end(admin, Topics.WORDS, List.of(new TopicPartition(Topics.WORDS, 0)));
    }

    /** As {@link #wordsEnd}, of the control topic. */
    public LogEnd controlEnd() {
        return LogReader.end(admin, Topics.CONTROL, List.of(new TopicPartition(Topics.CONTROL, 0)));
    }

    /** As {@link #control}. */
    public LogReader issuance(@Nullable String reader) {
        return gathering(Topics.ISSUANCE, Topics.ISSUANCE_PARTITIONS, reader);
    }

    /** As {@link #control}. */
    public LogReader usage(@Nullable String reader) {
        return gathering(Topics.USAGE, Topics.USAGE_PARTITIONS, reader);
    }

    private LogReader gathering(String topic, int partitions, @Nullable String reader) {
        Properties gathering = new Properties();
        gathering.putAll(GATHERING);
        return new LogReader(
                consumers.createConsumer(null, clientId(reader), null, gathering), admin, topic, partitions);
    }

    /**
     * The end of the usage topic, for a reader that isn't {@link #usage}.
     *
     * @throws LogUnavailable where the broker doesn't answer within 5 s
     */
    public LogEnd usageEnd() {
        return LogReader.end(admin, Topics.USAGE, USAGE);
    }

    /**
     * The first offset that each partition of the usage topic still has.
     *
     * @throws LogUnavailable where the broker doesn't answer within 5 s
     */
    public Map<Integer, Long> usageBeginning() {
        return LogReader.offsets(admin, Topics.USAGE, USAGE, OffsetSpec.earliest());
    }

    /** As {@link #control}. */
    public LogReader notices(@Nullable String reader) {
        return new LogReader(consumers.createConsumer(null, clientId(reader), null), admin, Topics.NOTICES, 1);
    }

    /** As {@link #control}. */
    public LogReader publications(@Nullable String reader) {
        return new LogReader(consumers.createConsumer(null, clientId(reader), null), admin, Topics.PUBLICATIONS, 1);
    }

    /** A reader of ranges of any topic. {@code reader} is as in {@link #control}. */
    public RangeReader ranges(@Nullable String reader) {
        return new RangeReader(consumers.createConsumer(null, clientId(reader), null));
    }

    /**
     * The end of a topic, without a reader of it: every record that was acknowledged before this call lies before the answer.
     *
     * @throws LogUnavailable where the broker doesn't answer within 5 s
     */
    public LogEnd end(String topic, int partitions) {
        return LogReader.end(
                admin,
                topic,
                IntStream.range(0, partitions)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList());
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
     * Deletes the records before {@code offset}, for good.
     *
     * @throws LogUnavailable where Kafka doesn't say that it has, within 5 s
     */
    public void deleteBefore(TopicPartition partition, long offset) {
        try {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new LogUnavailable("Kafka didn't delete records of " + partition + ": " + e.getMessage(), e);
        }
    }

    /**
     * Makes the topics that are missing.
     *
     * @throws LogUnavailable where Kafka doesn't answer within 5 s
     */
    public void ensureTopics() {
        try {
            Topics.ensure(admin, topics, TIMEOUT);
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
