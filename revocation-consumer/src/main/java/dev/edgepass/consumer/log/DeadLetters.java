package dev.edgepass.consumer.log;

import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Points to the records that were passed over, on {@code <topic>.dlt}: JSON with {@code topic}, {@code partition}, {@code offset} and {@code reason}. The record itself stays
 * where it is, as the log is kept for ever, so that a pointer is small whatever the record is. A projection doesn't wait for it: where Kafka doesn't take one, that is
 * counted ({@code edgepass.deadletters.failed}) and logged, and the projection goes on. A repeated delivery makes a second pointer. Thread-safe.
 */
public final class DeadLetters {
    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
    private static final int REASON = 500;

    private final KafkaOperations<byte[], byte[]> kafka;
    private final MeterRegistry meters;
    private final JsonMapper json = new JsonMapper();

    public DeadLetters(KafkaOperations<byte[], byte[]> kafka, MeterRegistry meters) {
        this.kafka = kafka;
        this.meters = meters;
        for (String topic : List.of(Topics.CONTROL, Topics.ISSUANCE)) {
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
        String reason = String.valueOf(why.getMessage());
        passedOver(message.topic()).increment();
        log.warn(
                "record {} of {}-{} was passed over: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                reason);
        Map<String, Object> pointer = new LinkedHashMap<>();
        pointer.put("topic", message.topic());
        pointer.put("partition", message.partition());
        pointer.put("offset", message.offset());
        pointer.put("reason", reason.substring(0, Math.min(REASON, reason.length())));
        byte[] value = json.writeValueAsString(pointer).getBytes(StandardCharsets.UTF_8);
        try {
            kafka.send(new ProducerRecord<>(message.topic() + Topics.DEAD_LETTER_SUFFIX, 0, null, value))
                    .whenComplete((sent, failure) -> {
                        if (failure != null) {
                            failed(message, failure);
                        }
                    });
        } catch (KafkaException | org.springframework.kafka.KafkaException e) {
            failed(message, e);
        }
    }

    private void failed(ConsumerRecord<byte[], byte[]> message, Throwable failure) {
        lost(message.topic()).increment();
        log.error(
                "no dead letter for record {} of {}-{}, which stays passed over: {}",
                message.offset(),
                message.topic(),
                message.partition(),
                failure.getMessage());
    }
}
