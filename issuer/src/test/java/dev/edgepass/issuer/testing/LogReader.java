package dev.edgepass.issuer.testing;

import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.local.testing.RealBackends;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the log back, from its beginning to its end. */
public final class LogReader {
    private LogReader() {}

    /** One record, decoded. */
    public record Entry(int partition, long position, String key, LoggedEvent<EdgepassEvent> event) {}

    public static List<Entry> all(String topic) {
        Map<String, Object> config = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, RealBackends.kafka());
        EventCodec codec = new EventCodec();
        List<Entry> entries = new ArrayList<>();
        try (KafkaConsumer<String, CloudEvent> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new CloudEventDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, CloudEvent> read : consumer.poll(Duration.ofMillis(200))) {
                    entries.add(new Entry(
                            read.partition(),
                            read.offset() + 1,
                            String.valueOf(read.key()),
                            codec.decode(read.value())));
                }
            }
        }
        return entries;
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
