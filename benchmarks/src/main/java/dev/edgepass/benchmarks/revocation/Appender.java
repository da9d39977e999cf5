package dev.edgepass.benchmarks.revocation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.local.client.RunFailure;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes events to the log as the issuer does, but in large batches: the steps after the log are measured. Thread-safe. */
final class Appender implements AutoCloseable {
    private static final String SOURCE = "/bench";

    private final EventCodec codec = new EventCodec();
    private final KafkaProducer<String, CloudEvent> producer;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong lastPosition = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Appender(String bootstrapServers) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 512 << 10);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 24L << 20);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1 << 20);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 60_000);
        producer = new KafkaProducer<>(settings, new StringSerializer(), new CloudEventSerializer());
    }

    /** Appends to the control log, without waiting for the answer. */
    void append(ControlEvent event) {
        producer.send(new ProducerRecord<>(Topics.CONTROL, null, encode(event)), (written, error) -> {
            if (error == null) {
                lastPosition.accumulateAndGet(written.offset() + 1, Math::max);
            } else {
                failure.set(error);
            }
        });
    }

    /** Appends to the issuance topic, without waiting for the answer. */
    void append(IssuanceEvent event, String key) {
        producer.send(new ProducerRecord<>(Topics.ISSUANCE, key, encode(event)), (written, error) -> {
            if (error != null) {
                failure.set(error);
            }
        });
    }

    /**
     * Waits until all of it is acknowledged.
     *
     * @return the control log's position with the newest of them
     * @throws RunFailure where something wasn't
     */
    long flush() {
        producer.flush();
        Exception error = failure.get();
        if (error != null) {
            throw new RunFailure("the log did not take an event: " + error.getMessage(), error);
        }
        return lastPosition.get();
    }

    private CloudEvent encode(EdgepassEvent event) {
        return codec.encode(new LoggedEvent<>(Long.toString(events.incrementAndGet()), SOURCE, Instant.now(), event));
    }

    @Override
    public void close() {
        producer.close();
    }
}
