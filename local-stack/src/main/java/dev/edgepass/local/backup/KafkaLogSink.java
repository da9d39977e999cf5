package dev.edgepass.local.backup;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.local.client.StoreAccess;
import dev.edgepass.local.process.StartFailure;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Appends a restored log to a Kafka that has no topic of ours. Not thread-safe. */
public final class KafkaLogSink implements LogSink {
    /** An offset that isn't told. */
    private static final long ANY = -1;

    private static final String ACTOR = "restore";
    private static final byte[] PADDING_KEY = {'r', 'e', 's', 't', 'o', 'r', 'e'};

    private final RestoredTopics topics;
    private final Producer<byte[], byte[]> producer;
    private final EventCodec codec = new EventCodec();
    private long controlEnd;
    private volatile @Nullable String refused;

    /**
     * Makes the topics.
     *
     * @param bootstrap {@code host:port}
     * @throws StartFailure where there is one already, or Kafka doesn't answer
     */
    public KafkaLogSink(String bootstrap) {
        topics = new RestoredTopics(bootstrap);
        topics.create();
        producer = new KafkaProducer<>(
                StoreAccess.ofProcess()
                        .kafka(
                                bootstrap,
                                Map.of(
                                        ProducerConfig.ACKS_CONFIG,
                                        "all",
                                        // Order and no record twice, whatever has to be sent again.
                                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                        true,
                                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                        "gzip",
                                        ProducerConfig.LINGER_MS_CONFIG,
                                        20,
                                        ProducerConfig.BATCH_SIZE_CONFIG,
                                        1 << 18,
                                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                        LogLines.LONGEST)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public void append(String topic, LogRecord message) {
        if (topic.equals(Topics.CONTROL)) {
            // Positions are offsets, so a gap has to be filled. No gap of another log is told by an offset.
            while (controlEnd < message.offset()) {
                send(padding(message.timestamp()), controlEnd++);
            }
            controlEnd++;
        }
        ProducerRecord<byte[], byte[]> copy =
                new ProducerRecord<>(topic, message.partition(), message.timestamp(), message.key(), message.value());
        message.headers().forEach(header -> copy.headers().add(header.name(), header.value()));
        send(copy, topic.equals(Topics.CONTROL) ? message.offset() : ANY);
    }

    private ProducerRecord<byte[], byte[]> padding(long timestamp) {
        LoggedEvent<ControlEvent> event = new LoggedEvent<>(
                UUID.randomUUID().toString(),
                "/restore",
                Instant.ofEpochMilli(timestamp),
                new ControlEvent.LogPadded(ACTOR));
        ProducerRecord<byte[], byte[]> encoded = KafkaMessageFactory.<byte[]>createWriter(Topics.CONTROL, PADDING_KEY)
                .writeBinary(codec.encode(event));
        return new ProducerRecord<>(Topics.CONTROL, 0, timestamp, encoded.key(), encoded.value(), encoded.headers());
    }

    private void send(ProducerRecord<byte[], byte[]> message, long offset) {
        requireTaken();
        try {
            producer.send(message, (metadata, failure) -> check(message, offset, metadata, failure));
        } catch (KafkaException e) {
            throw new StartFailure(
                    "Kafka doesn't take the log back (" + e.getClass().getSimpleName() + ").", e);
        }
    }

    private void check(
            ProducerRecord<byte[], byte[]> sent,
            long offset,
            @Nullable RecordMetadata metadata,
            @Nullable Exception failure) {
        if (refused != null) {
            return;
        }
        if (failure != null || metadata == null) {
            refused = "Kafka doesn't take the log back ("
                    + (failure == null ? "no answer" : failure.getClass().getSimpleName()) + ").";
        } else if (offset != ANY && metadata.offset() != offset) {
            refused = "A record of " + sent.topic() + " got the offset " + metadata.offset() + " (expected: " + offset
                    + "): does another program write to this Kafka?";
        } else if (!Long.valueOf(metadata.timestamp()).equals(sent.timestamp())) {
            refused = "Kafka gave a record of " + sent.topic() + " another time than it had.";
        }
    }

    private void requireTaken() {
        String sentence = refused;
        if (sentence != null) {
            throw new StartFailure(sentence);
        }
    }

    @Override
    public void finish() {
        producer.flush();
        requireTaken();
        topics.finish();
    }

    /** Deletes what was made, topics and all. */
    public void delete() {
        producer.close(Duration.ZERO);
        topics.delete();
    }

    @Override
    public void close() {
        producer.close();
        topics.close();
    }
}
