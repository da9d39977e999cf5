package dev.edgepass.consumer.replay;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.ProducerFactory;

/** Appends to the control log, many records at once in large compressed batches. For one thread. */
final class LogAppender implements AutoCloseable {
    private static final String SOURCE = "/replay";
    private static final byte[] KEY = "epoch".getBytes(StandardCharsets.US_ASCII);
    /** Records on their way at once. */
    private static final long ROUND = 10_000;

    private final EventCodec codec = new EventCodec();
    private final Producer<byte[], byte[]> producer;

    LogAppender(ProducerFactory<byte[], byte[]> producers) {
        this.producer = producers
                .copyWithConfigurationOverride(Map.of(
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 18))
                .createNonTransactionalProducer();
    }

    /**
     * Appends {@code event}.
     *
     * @return the position that the log has reached with it
     */
    long append(ControlEvent event) {
        Future<RecordMetadata> sent = send(event);
        producer.flush();
        return await(sent).offset() + 1;
    }

    /** Appends {@code event} that many times; {@code appended} takes the number so far. */
    void repeat(ControlEvent event, long times, LongConsumer appended) {
        for (long done = 0; done < times; ) {
            long round = Math.min(ROUND, times - done);
            Future<RecordMetadata> last = send(event);
            for (long i = 1; i < round; i++) {
                last = send(event);
            }
            producer.flush();
            await(last);
            done += round;
            appended.accept(done);
        }
    }

    private Future<RecordMetadata> send(ControlEvent event) {
        CloudEvent encoded =
                codec.encode(new LoggedEvent<>(UUID.randomUUID().toString(), SOURCE, Instant.now(), event));
        ProducerRecord<byte[], byte[]> message =
                KafkaMessageFactory.createWriter(Topics.CONTROL, KEY).writeBinary(encoded);
        return producer.send(message);
    }

    private static RecordMetadata await(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRun("Interrupted.");
        } catch (ExecutionException | KafkaException e) {
            throw new CannotRun("Kafka didn't take a record: " + e.getMessage() + ". Run it again.");
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
