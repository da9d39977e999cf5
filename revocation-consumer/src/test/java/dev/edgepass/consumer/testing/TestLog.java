package dev.edgepass.consumer.testing;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.EventType;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.local.testing.RealBackends;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;

/** The real log, as the issuer writes it. */
public final class TestLog implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", RealBackends.kafka(), "acks", "all", "linger.ms", "0"),
            new StringSerializer(),
            new ByteArraySerializer());

    /** Empty topics, with ids of their own. */
    public static void clean() throws Exception {
        clean(Set.copyOf(Topics.names()));
    }

    /** The same for these topics alone. */
    public static void clean(Set<String> ours) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            for (KafkaFuture<Void> deleted :
                    admin.deleteTopics(ours).topicNameValues().values()) {
                // Its list isn't asked beforehand: it may lack a topic that was just made.
                try {
                    deleted.get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                }
            }
            Awaitility.await().until(() -> {
                Set<String> left = admin.listTopics().names().get();
                left.retainAll(ours);
                return left.isEmpty();
            });
            Awaitility.await()
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> {
                        admin.createTopics(Topics.all(Replication.ONE).stream()
                                        .filter(topic -> ours.contains(topic.name()))
                                        .toList())
                                .all()
                                .get();
                        return true;
                    });
        }
    }

    /** Writes a control event; its position is the answer. */
    public long append(ControlEvent event) {
        return send(message(event)) + 1;
    }

    /** Writes words, or their tombstone; the position of their topic is the answer. */
    public long append(WordsRecord words) {
        return send(new ProducerRecord<>(Topics.WORDS, 0, words.key(), words.value())) + 1;
    }

    /** The same, and behind it an offset without a record, as compaction leaves them too: the transaction's end, which no reader gets. The position behind that is the answer. */
    public long appendBeforeGap(WordsRecord words) {
        try (KafkaProducer<String, byte[]> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealBackends.kafka(), "transactional.id", "gaps"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            Future<RecordMetadata> sent =
                    transactional.send(new ProducerRecord<>(Topics.WORDS, 0, words.key(), words.value()));
            transactional.commitTransaction();
            return sent.get().offset() + 2;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public void append(IssuanceEvent event) {
        send(message(event));
    }

    /** Writes a usage event into the partition of its owner; its offset is the answer. */
    public long append(UsageEvent event) {
        return send(message(event));
    }

    /** Writes a notice; its offset is the answer. */
    public long append(NoticeRaised event) {
        return send(message(event));
    }

    /** Writes {@code count} events, in their order, without waiting for each. */
    public void appendAll(int count, IntFunction<? extends EdgepassEvent> event) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                RealBackends.kafka(),
                "acks",
                "all",
                "linger.ms",
                "20",
                "batch.size",
                "262144",
                "max.request.size",
                "1048576");
        try (KafkaProducer<String, byte[]> batching =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < count; number++) {
                batching.send(message(event.apply(number)), (written, failure) -> {
                    if (failure != null) {
                        throw new IllegalStateException(failure);
                    }
                });
            }
        }
    }

    /** Writes bytes that are no event; their position is the answer. */
    public long appendGarbage(String topic) {
        return appendGarbage(topic, "not an event".getBytes());
    }

    public long appendGarbage(String topic, byte[] garbage) {
        return send(new ProducerRecord<>(topic, 0, "garbage", garbage)) + 1;
    }

    /** Writes an event as a newer program would, of a type that this build doesn't know; its position is the answer. */
    public long appendUnknown(String type) {
        ProducerRecord<String, byte[]> message = message(TestEvents.linkClosed("L1"));
        message.headers().remove("ce_type").add("ce_type", type.getBytes());
        return send(message) + 1;
    }

    public static void delete(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private ProducerRecord<String, byte[]> message(EdgepassEvent data) {
        LoggedEvent<EdgepassEvent> event =
                new LoggedEvent<>(UUID.randomUUID().toString(), "/test", Instant.now(), data);
        return KafkaMessageFactory.createWriter(EventType.of(data).topic(), key(data))
                .writeBinary(codec.encode(event));
    }

    private static String key(EdgepassEvent data) {
        if (data instanceof IssuanceEvent issued) {
            return issued.grant().subject();
        } else if (data instanceof UsageEvent.ViewerErased erased) {
            return erased.linkId();
        }
        return data instanceof UsageEvent.ViewsReported reported
                ? reported.tokens().get(0).owner()
                : "control";
    }

    private long send(ProducerRecord<String, byte[]> message) {
        try {
            return producer.send(message).get().offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All records of partition 0 of {@code topic}. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        return read(topic, 0);
    }

    /** The partition of the usage topic that has what is reported of that link or subject. */
    public int partitionOf(String owner) {
        return Utils.toPositive(Utils.murmur2(owner.getBytes(StandardCharsets.UTF_8))) % Topics.USAGE_PARTITIONS;
    }

    /** The records of a partition, from the first that there still is. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int number) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", RealBackends.kafka(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, number);
            consumer.assign(List.of(partition));
            return consumer.poll(Duration.ofMillis(500)).records(partition);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
