package dev.edgepass.benchmarks.replay;

import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.local.client.RunFailure;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes events to the log, as the issuer does but in large batches. All of them are in the log once it is closed. For one thread. */
final class LogWriter implements AutoCloseable {
    private final EventCodec codec = new EventCodec();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final KafkaProducer<String, CloudEvent> producer;

    LogWriter(String bootstrap) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "linger.ms",
                        20,
                        "batch.size",
                        256 << 10,
                        "buffer.memory",
                        24L << 20),
                new StringSerializer(),
                new CloudEventSerializer());
    }

    /**
     * @param time of the event and of its record
     * @throws RunFailure where Kafka didn't take an earlier one
     */
    void write(String topic, String key, EdgepassEvent data, Instant time) {
        requireTaken();
        CloudEvent event = codec.encode(new LoggedEvent<>(UUID.randomUUID().toString(), "/bench", time, data));
        producer.send(new ProducerRecord<>(topic, null, time.toEpochMilli(), key, event), (written, error) -> {
            if (error != null) {
                failure.set(error);
            }
        });
    }

    private void requireTaken() {
        Exception error = failure.get();
        if (error != null) {
            throw new RunFailure("the log did not take an event: " + error.getMessage(), error);
        }
    }

    /**
     * @throws RunFailure where Kafka didn't take one
     */
    @Override
    public void close() {
        producer.close();
        requireTaken();
    }
}
