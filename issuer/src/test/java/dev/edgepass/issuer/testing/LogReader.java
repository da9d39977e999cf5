package dev.edgepass.issuer.testing;

import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.local.testing.RealBackends;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads the log back, from its beginning to its end. */
public final class LogReader {
    private static final EventCodec CODEC = new EventCodec();

    private LogReader() {}

    /** One record, decoded. */
    public record Entry(int partition, long position, String key, LoggedEvent<EdgepassEvent> event) {}

    public static List<Entry> all(String topic) {
        return since(topic, partition -> 0L);
    }

    /** From an offset in each partition to the end. */
    public static List<Entry> since(String topic, IntToLongFunction begin) {
        List<Entry> entries = new ArrayList<>();
        try (KafkaConsumer<String, CloudEvent> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, begin.applyAsLong(partition.partition())));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> entries.add(entry(read)));
            }
        }
        return entries;
    }

    /** All that a topic has, byte for byte: each record's key, headers and value in a text. */
    public static List<String> raw(String topic) {
        List<String> texts = new ArrayList<>();
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                RealBackends.kafka(),
                ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(read -> {
                    StringBuilder text = new StringBuilder(text(read.key()));
                    read.headers()
                            .forEach(header ->
                                    text.append('\n').append(header.key()).append(text(header.value())));
                    texts.add(text.append('\n').append(text(read.value())).toString());
                });
            }
        }
        return texts;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** Closing one waits for the answer to its last fetch: with Kafka's default that is half a second each time. */
    static KafkaConsumer<String, CloudEvent> consumer() {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                RealBackends.kafka(),
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                10,
                ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG,
                "");
        return new KafkaConsumer<>(config, new StringDeserializer(), new CloudEventDeserializer());
    }

    static Entry entry(ConsumerRecord<String, CloudEvent> read) {
        return new Entry(read.partition(), read.offset() + 1, String.valueOf(read.key()), CODEC.decode(read.value()));
    }

    /** The data of the one event of {@code type} that fits. */
    public static <E extends EdgepassEvent> Optional<E> find(String topic, Class<E> type, Predicate<E> wanted) {
        return all(topic).stream()
                .map(entry -> entry.event().data())
                .filter(type::isInstance)
                .map(type::cast)
                .filter(wanted)
                .findFirst();
    }
}
