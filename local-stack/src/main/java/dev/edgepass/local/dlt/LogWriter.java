package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.local.backup.LogRecord;
import dev.edgepass.local.client.StoreAccess;
import dev.edgepass.local.process.StartFailure;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends copies of records to the log, and decisions to its dead letters; each is acknowledged by all replicas in sync when it returns. For one thread. */
public final class LogWriter implements AutoCloseable {
    private static final int LONGEST = 4 << 20;
    private static final int ANSWER_MS = 10_000;

    private final Producer<byte[], byte[]> producer;

    /** @param kafka {@code host:port} */
    public LogWriter(String kafka) {
        producer = new KafkaProducer<>(
                StoreAccess.ofProcess()
                        .kafka(
                                kafka,
                                Map.of(
                                        ProducerConfig.ACKS_CONFIG,
                                        "all",
                                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                        true,
                                        ProducerConfig.LINGER_MS_CONFIG,
                                        0,
                                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                        LONGEST,
                                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                        ANSWER_MS,
                                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                        ANSWER_MS,
                                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                        2 * ANSWER_MS)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Appends the record anew: same key, headers and data, in the same partition, which its key has led to.
     *
     * @return where it is now
     * @throws StartFailure where Kafka doesn't take it
     */
    RecordId append(FoundRecord found) {
        LogRecord message = found.message();
        ProducerRecord<byte[], byte[]> copy =
                new ProducerRecord<>(found.id().topic(), message.partition(), message.key(), message.value());
        message.headers().forEach(header -> copy.headers().add(header.name(), header.value()));
        RecordMetadata written = send(copy);
        return new RecordId(written.topic(), written.partition(), written.offset());
    }

    /**
     * Ends the letters about a record.
     *
     * @throws StartFailure where Kafka doesn't take it
     */
    void settle(DeadLetter.Settled decision) {
        send(new ProducerRecord<>(DeadLetter.topicFor(decision.record().topic()), 0, null, decision.toBytes()));
    }

    private RecordMetadata send(ProducerRecord<byte[], byte[]> message) {
        try {
            return producer.send(message).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted: whether " + message.topic() + " has the record isn't known.", e);
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            throw new StartFailure(
                    "Kafka didn't acknowledge a record of " + message.topic() + " ("
                            + cause.getClass().getSimpleName()
                            + "): it may be there or not. What was told before this line is done. Repeat the command: it looks for a copy first.",
                    e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
