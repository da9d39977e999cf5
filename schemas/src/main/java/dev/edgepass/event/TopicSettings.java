package dev.edgepass.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;

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

    /**
     * The settings in force of each topic, by its name.
     *
     * @throws ExecutionException where the cluster refuses, as it does where a topic isn't there
     * @throws TimeoutException where it doesn't answer within {@code timeout}
     */
    public static Map<String, Map<String, String>> configs(Admin admin, Collection<String> topics, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Map<String, String>> configs = new HashMap<>();
        admin.describeConfigs(resources)
                .all()
                .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .forEach((topic, config) -> configs.put(topic.name(), inForce(config)));
        return configs;
    }

    private static Map<String, String> inForce(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
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
