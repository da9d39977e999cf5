package dev.edgepass.consumer.log;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** A topic in Kafka: all its partitions assigned, no group, no offsets kept in Kafka, since each projection keeps its position beside its data. For one thread. */
public final class LogReader implements SeekableLog, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final String topic;
    private final List<TopicPartition> partitions;

    LogReader(Consumer<byte[], byte[]> consumer, Admin admin, String topic, int partitions) {
        this.consumer = consumer;
        this.admin = admin;
        this.topic = topic;
        this.partitions = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(this.partitions);
    }

    public List<TopicPartition> partitions() {
        return partitions;
    }

    @Override
    public LogEnd end() {
        return end(admin, topic, partitions);
    }

    /** The end of a topic, without a reader of it. */
    static LogEnd end(Admin admin, String topic, List<TopicPartition> partitions) {
        // First the offsets: an end of a recreated topic then comes with its own id.
        Map<Integer, Long> offsets = offsets(admin, topic, partitions, OffsetSpec.latest());
        TopicDescription description = ask(
                topic,
                Objects.requireNonNull(
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic),
                        "Kafka answers about each topic that it is asked about"));
        return new LogEnd(description.topicId().toString(), offsets);
    }

    /**
     * The first offset that each partition still has.
     *
     * @throws LogUnavailable where the broker doesn't answer within 5 s
     */
    public Map<Integer, Long> beginning() {
        return offsets(admin, topic, partitions, OffsetSpec.earliest());
    }

    static Map<Integer, Long> offsets(Admin admin, String topic, List<TopicPartition> partitions, OffsetSpec which) {
        // By the admin client: on the consumer's own connection the question would wait behind a fetch that waits for
        // records.
        Map<Integer, Long> offsets = new TreeMap<>();
        ask(
                        topic,
                        admin.listOffsets(partitions.stream()
                                        .collect(Collectors.toMap(partition -> partition, partition -> which)))
                                .all())
                .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
        return offsets;
    }

    private static <T> T ask(String topic, KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new LogUnavailable("no answer from Kafka about " + topic + ": " + e.getMessage(), e);
        }
    }

    @Override
    public long offsetAt(int partition, long wallMillis) {
        TopicPartition asked = partitions.get(partition);
        return ask(
                        topic,
                        admin.listOffsets(Map.of(asked, OffsetSpec.forTimestamp(wallMillis)))
                                .partitionResult(asked))
                .offset();
    }

    @Override
    public void seek(int partition, long offset) {
        consumer.seek(partitions.get(partition), offset);
    }

    /** One past what was read of {@code partition}: where compaction has left nothing, further than its last record. */
    public long position(int partition) {
        return reading(topic, () -> consumer.position(partitions.get(partition), TIMEOUT));
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        return reading(topic, () -> consumer.poll(timeout));
    }

    /**
     * What {@code read} gives of a consumer.
     *
     * @param what what is read, for a message
     * @throws LogTruncated where the log has nothing at the place to read from
     * @throws LogUnavailable where Kafka gives nothing
     */
    static <T> T reading(String what, Supplier<T> read) {
        try {
            return read.get();
        } catch (OffsetOutOfRangeException e) {
            throw new LogTruncated(
                    "the log has no record at the place to read from: " + e.offsetOutOfRangePartitions());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new LogUnavailable("reading " + what + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        close(consumer);
    }

    static void close(Consumer<byte[], byte[]> consumer) {
        // A thread that is interrupted, as at the service's end, couldn't close it in order.
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
