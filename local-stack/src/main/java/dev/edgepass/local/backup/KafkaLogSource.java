package dev.edgepass.local.backup;

import dev.edgepass.local.client.StoreAccess;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The log in a Kafka. Reads as no group, so that it leaves no trace. Not thread-safe. */
public final class KafkaLogSource implements LogSource {
    private static final int ANSWER_MS = 10_000;
    private static final Duration POLL = Duration.ofMillis(500);
    /** What is read is there. With Kafka's 500 ms, the fetch that the consumer sends ahead at the end of a partition keeps the next question waiting as long, and the close. */
    private static final int FETCH_WAIT_MS = 10;

    /** In a row, so 10 s: Kafka has the records, and gives none. */
    private static final int MOST_EMPTY_POLLS = 20;

    private final String bootstrap;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Admin admin;

    /**
     * @param bootstrap {@code host:port}
     */
    public KafkaLogSource(String bootstrap) {
        this.bootstrap = bootstrap;
        this.consumer = new KafkaConsumer<>(
                StoreAccess.ofProcess()
                        .kafka(
                                bootstrap,
                                Map.of(
                                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                        "none",
                                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                        false,
                                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                        false,
                                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                        2_000,
                                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                                        FETCH_WAIT_MS,
                                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                        ANSWER_MS,
                                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                        ANSWER_MS)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public boolean has(String topic) {
        try {
            return !consumer.partitionsFor(topic).isEmpty();
        } catch (KafkaException e) {
            throw silent(e);
        }
    }

    @Override
    public LogExtent extent(String topic) {
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            int count = consumer.partitionsFor(topic).size();
            if (count != LogExtent.partitionsOf(topic)) {
                throw new StartFailure("Kafka at " + bootstrap + " has " + count + " partitions of " + topic
                        + " (expected: " + LogExtent.partitionsOf(topic) + "): is it Edgepass's log?");
            }
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
            return new LogExtent(
                    topic,
                    topicId(topic),
                    partitions.stream()
                            .map(partition -> new LogExtent.Partition(
                                    firsts.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L)))
                            .toList());
        } catch (KafkaException e) {
            throw silent(e);
        }
    }

    private String topicId(String topic) {
        try {
            TopicDescription description =
                    admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic);
            return Objects.requireNonNull(description).topicId().toString();
        } catch (ExecutionException e) {
            throw silent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw silent(e);
        }
    }

    private Admin admin() {
        Admin known = admin;
        if (known == null) {
            known = Admin.create(StoreAccess.ofProcess()
                    .kafka(
                            bootstrap,
                            Map.of(
                                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS,
                                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS)));
            admin = known;
        }
        return known;
    }

    @Override
    public void read(LogExtent extent, Taker records) throws IOException {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int number = 0; number < extent.partitions().size(); number++) {
            LogExtent.Partition partition = extent.partitions().get(number);
            if (partition.first() < partition.end()) {
                ends.put(new TopicPartition(extent.topic(), number), partition.end());
            }
        }
        try {
            consumer.assign(ends.keySet());
            ends.keySet()
                    .forEach(partition -> consumer.seek(
                            partition,
                            extent.partitions().get(partition.partition()).first()));
            readTo(ends, records);
        } catch (KafkaException e) {
            throw silent(e);
        }
    }

    private void readTo(Map<TopicPartition, Long> ends, Taker records) throws IOException {
        for (int empty = 0; !ends.isEmpty(); ) {
            boolean found = false;
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                found = true;
                Long end = ends.get(new TopicPartition(message.topic(), message.partition()));
                if (end != null && message.offset() < end) {
                    records.take(record(message));
                }
            }
            ends.entrySet().removeIf(partition -> consumer.position(partition.getKey()) >= partition.getValue());
            consumer.assign(ends.keySet());
            empty = found ? 0 : empty + 1;
            if (empty > MOST_EMPTY_POLLS) {
                throw silent(null);
            }
        }
    }

    private static LogRecord record(ConsumerRecord<byte[], byte[]> message) {
        List<LogRecord.Header> headers = new ArrayList<>();
        message.headers().forEach(header -> headers.add(new LogRecord.Header(header.key(), header.value())));
        return new LogRecord(
                message.partition(), message.offset(), message.timestamp(), message.key(), message.value(), headers);
    }

    private StartFailure silent(@Nullable Exception e) {
        String sentence = "Kafka at " + bootstrap + " doesn't give its log: is it running?";
        return e == null ? new StartFailure(sentence) : new StartFailure(sentence, e);
    }

    @Override
    public void close() {
        consumer.close();
        if (admin != null) {
            admin.close();
        }
    }
}
