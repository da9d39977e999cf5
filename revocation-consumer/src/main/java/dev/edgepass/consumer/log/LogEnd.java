package dev.edgepass.consumer.log;

import java.util.Map;

/**
 * The end of a topic by an answer of the broker. Immutable.
 *
 * @param topicId Kafka's id of the topic
 * @param offsets by partition, that of the next record
 */
public record LogEnd(String topicId, Map<Integer, Long> offsets) {
    public LogEnd {
        offsets = Map.copyOf(offsets);
    }

    public long offset(int partition) {
        return offsets.getOrDefault(partition, 0L);
    }
}
