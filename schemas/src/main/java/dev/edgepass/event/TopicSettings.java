package dev.edgepass.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic as the cluster has it.
 *
 * @param replicas of the partition that has the fewest
 * @param configs in force, whoever set them
 */
public record TopicSettings(int partitions, int replicas, Map<String, String> configs) {
    public TopicSettings {
        configs = Map.copyOf(configs);
    }

    /** What differs from {@code wanted}, each as {@code <setting>=<value> (expected: <value>)}. They are told and never altered: to raise {@code min.insync.replicas} is a decision. */
    public List<String> differences(NewTopic wanted) {
        List<String> differences = new ArrayList<>();
        compare("partitions", partitions, wanted.numPartitions(), differences);
        compare("replicas", replicas, wanted.replicationFactor(), differences);
        new TreeMap<>(wanted.configs())
                .forEach((name, value) -> compare(name, configs.getOrDefault(name, ""), value, differences));
        return differences;
    }

    private static void compare(String name, Object found, Object wanted, List<String> differences) {
        if (!found.toString().equals(wanted.toString())) {
            differences.add(name + "=" + found + " (expected: " + wanted + ")");
        }
    }
}
