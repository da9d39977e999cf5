package dev.edgepass.consumer.log;

import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;

/**
 * Sends what can't be read to {@code <topic>.dlt}, as it came, with spring-kafka's {@code kafka_dlt-*} headers: topic, partition, offset, time and the reason
 * ({@code kafka_dlt-exception-message}). It returns once Kafka has it; a repeated delivery makes a second copy. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final DeadLetterPublishingRecoverer recoverer;
    private final MeterRegistry meters;

    public DeadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters) {
        this.recoverer = new DeadLetterPublishingRecoverer(
                kafka, (message, reason) -> new TopicPartition(message.topic() + Topics.DEAD_LETTER_SUFFIX, 0));
        recoverer.excludeHeader(
                DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd.EX_STACKTRACE,
                DeadLetterPublishingRecoverer.HeaderNames.HeadersToAdd.EX_CAUSE);
        recoverer.setLogRecoveryRecord(false);
        this.meters = meters;
    }

    /**
     * @throws org.springframework.kafka.KafkaException where Kafka didn't take it
     */
    public void send(ConsumerRecord<byte[], byte[]> message, UnreadableEventException reason) {
        recoverer.accept(message, reason);
        meters.counter("edgepass.deadletters", "topic", message.topic()).increment();
        log.warn(
                "record {} of {}-{} can't be read and went to its dead letter topic: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                reason.getMessage());
    }
}
