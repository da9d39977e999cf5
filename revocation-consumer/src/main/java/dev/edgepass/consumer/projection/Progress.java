package dev.edgepass.consumer.projection;

import java.util.Map;
import java.util.Optional;

/**
 * How far a projection is.
 *
 * @param topicId the topic that it was made from; empty where it hasn't begun
 * @param positions next offset by partition; absent is 0
 */
public record Progress(Optional<String> topicId, Map<Integer, Long> positions) {
    public Progress {
        positions = Map.copyOf(positions);
    }

    public long position(int partition) {
        return positions.getOrDefault(partition, 0L);
    }
}
