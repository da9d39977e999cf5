package dev.edgepass.consumer.log;

import java.util.Map;

/**
 * The end of a topic, as the broker told it.
 *
 * @param topicId Kafka's id of the topic
 * @param offsets the next offset of each partition
 */
public record LogEnd(String topicId, Map<Integer, Long> offsets) {
    public LogEnd {
        offsets = Map.copyOf(offsets);
    }

    public long offset(int partition) {
        return offsets.getOrDefault(partition, 0L);
    }
}
