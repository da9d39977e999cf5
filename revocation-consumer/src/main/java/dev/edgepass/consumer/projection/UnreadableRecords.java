package dev.edgepass.consumer.projection;

import dev.edgepass.event.UnreadableEventException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what a fold has to pass over. */
@FunctionalInterface
public interface UnreadableRecords {
    void take(ConsumerRecord<byte[], byte[]> message, UnreadableEventException reason);
}
