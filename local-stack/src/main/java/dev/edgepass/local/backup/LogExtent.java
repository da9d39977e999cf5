package dev.edgepass.local.backup;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

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

    /** That of a topic which there wasn't. */
    static LogExtent missing(String topic) {
        return new LogExtent(topic, "", Collections.nCopies(partitionsOf(topic), new Partition(0, 0)));
    }

    boolean isMissing() {
        return topicId.isEmpty();
    }

    /** Records at most: fewer where the log has gaps. */
    public long size() {
        return partitions.stream()
                .mapToLong(partition -> partition.end() - partition.first())
                .sum();
    }

    /** How many {@link Topics} gives it. */
    static int partitionsOf(String topic) {
        return Topics.all(Replication.ONE).stream()
                .filter(known -> known.name().equals(topic))
                .findFirst()
                .orElseThrow()
                .numPartitions();
    }

    /** The same topic between other offsets, those of partition {@code number} alone; the other partitions are empty. */
    public LogExtent only(int number, Partition offsets) {
        List<Partition> none = new ArrayList<>(Collections.nCopies(partitions.size(), new Partition(0, 0)));
        none.set(number, offsets);
        return new LogExtent(topic, topicId, none);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("topic", topic);
        json.put("topicId", topicId);
        List<Map<String, Long>> offsets = new ArrayList<>();
        for (Partition partition : partitions) {
            Map<String, Long> range = new LinkedHashMap<>();
            range.put("first", partition.first());
            range.put("end", partition.end());
            offsets.add(range);
        }
        json.put("partitions", offsets);
        return json;
    }

    /**
     * @throws BackupDamaged where it isn't that of {@code topic}
     * @throws tools.jackson.core.JacksonException or {@link IllegalArgumentException} where it isn't one
     */
    static LogExtent of(JsonNode json, String topic) throws BackupDamaged {
        List<Partition> partitions = new ArrayList<>();
        for (JsonNode partition : json.path("partitions")) {
            partitions.add(new Partition(
                    partition.path("first").longValue(), partition.path("end").longValue()));
        }
        int expected = partitionsOf(topic);
        if (!json.path("topic").stringValue().equals(topic) || partitions.size() != expected) {
            throw new BackupDamaged("has another log than " + topic + " with " + expected + " partitions.");
        }
        return new LogExtent(topic, json.path("topicId").stringValue(), partitions);
    }
}
