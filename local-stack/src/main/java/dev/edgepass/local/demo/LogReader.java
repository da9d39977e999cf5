package dev.edgepass.local.demo;

import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads both topics from their beginning to their end of now, as an auditor without any of our services would. */
final class LogReader {
    private final String bootstrapServers;
    private final EventCodec codec = new EventCodec();

    LogReader(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** An event where it stands. */
    record Entry(String topic, int partition, long offset, LoggedEvent<EdgepassEvent> event) {}

    List<Entry> read(Predicate<EdgepassEvent> wanted) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (KafkaConsumer<String, CloudEvent> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new CloudEventDeserializer())) {
            List<TopicPartition> partitions = Stream.of(Topics.CONTROL, Topics.ISSUANCE)
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Entry> entries = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, CloudEvent> record : consumer.poll(Duration.ofMillis(200))) {
                    LoggedEvent<EdgepassEvent> event = codec.decode(record.value());
                    if (wanted.test(event.data())) {
                        entries.add(new Entry(record.topic(), record.partition(), record.offset(), event));
                    }
                }
            }
            entries.sort((a, b) -> a.event.time().compareTo(b.event.time()));
            return entries;
        }
    }
}
