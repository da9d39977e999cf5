package dev.edgepass.consumer.log;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.UnreadableEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Points to the records that were passed over, on {@code <topic>.dlt}: JSON with {@code topic}, {@code partition}, {@code offset}, {@code recordTime} and {@code reason}. The record itself stays
 * where it is, as long as its topic is kept, so that a pointer is small whatever the record is. A projection doesn't wait for it: where Kafka doesn't take one, that is
 * counted ({@code edgepass.deadletters.failed}) and logged, and the projection goes on. A repeated delivery makes a second pointer. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final MeterRegistry meters;

    public DeadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.meters = meters;
        for (String topic : RecordId.TOPICS) {
            passedOver(topic);
            lost(topic);
        }
    }

    private Counter passedOver(String topic) {
        return meters.counter("edgepass.deadletters", "topic", topic);
    }

    private Counter lost(String topic) {
        return meters.counter("edgepass.deadletters.failed", "topic", topic);
    }

    /** Returns at once, or within the producer's {@code max.block.ms} where it knows no broker. */
    public void send(ConsumerRecord<byte[], byte[]> message, UnreadableEventException why) {
        try {
            write(message, String.valueOf(why.getMessage())).whenComplete((sent, failure) -> {
                if (failure != null) {
                    failed(message, failure);
                }
            });
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            failed(message, e);
        }
    }

    /**
     * Returns once Kafka has acknowledged the pointer: for a reader that mustn't go on without it.
     *
     * @throws LogUnavailable where Kafka doesn't take it, within the producer's {@code delivery.timeout.ms}
     */
    public void sendAndWait(ConsumerRecord<byte[], byte[]> message, String reason) {
        try {
            write(message, reason).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException e) {
            failed(message, e);
            throw new LogUnavailable("Kafka took no dead letter: " + e.getMessage(), e);
        }
    }

    private CompletableFuture<?> write(ConsumerRecord<byte[], byte[]> message, String reason) {
        passedOver(message.topic()).increment();
        log.warn(
                "record {} of {}-{} was passed over: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                reason);
        byte[] value = new DeadLetter.PassedOver(
                        new RecordId(message.topic(), message.partition(), message.offset()),
                        message.timestamp(),
                        reason)
                .toBytes();
        return kafka.send(new ProducerRecord<>(DeadLetter.topicFor(message.topic()), 0, null, value));
    }

    private void failed(ConsumerRecord<byte[], byte[]> message, Throwable failure) {
        lost(message.topic()).increment();
        log.error(
                "no dead letter for record {} of {}-{}: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                failure.getMessage());
    }
}
