package dev.edgepass.local.backup;

import java.util.List;

/**
 * A part of a topic, from each partition's first record up to an end that doesn't move.
 *
 * @param topicId Kafka's id of the topic
 * @param partitions by their number
 */
public record LogExtent(String topic, String topicId, List<Partition> partitions) {
    public LogExtent {
        partitions = List.copyOf(partitions);
    }

    /**
     * Offsets of a partition.
     *
     * @param first of the first record that there still is
     * @param end one past the last
     */
    public record Partition(long first, long end) {
        public Partition {
            if (first < 0 || end < first) {
                throw new IllegalArgumentException("end: " + end + " (expected: >= " + first + ", and that >= 0)");
            }
        }
    }

    /** Records at most: fewer where the log has gaps. */
    public long size() {
        return partitions.stream()
                .mapToLong(partition -> partition.end() - partition.first())
                .sum();
    }

    /** Offsets before the first record that there still was: they are lost for good. */
    public long missing() {
        return partitions.stream().mapToLong(Partition::first).sum();
    }
}
