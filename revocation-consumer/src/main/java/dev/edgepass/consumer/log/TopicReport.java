package dev.edgepass.consumer.log;

import dev.edgepass.event.TopicSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics as the cluster has them at a moment.
 *
 * @param underReplicated partitions of which a replica isn't in sync
 * @param underMinIsr partitions that take no write: fewer replicas are in sync than {@code min.insync.replicas}, or none leads
 * @param differences by topic, from how the topics are made ({@link TopicSettings#differences}); only topics with one
 */
record TopicReport(int underReplicated, int underMinIsr, Map<String, List<String>> differences) {
    /**
     * @param made the topics, as they are made
     * @throws ExecutionException where the cluster refuses, as it does while a topic isn't there
     * @throws TimeoutException where it doesn't answer within {@code timeout}
     */
    static TopicReport of(Admin admin, List<NewTopic> made, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<String> names = made.stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> topics =
                admin.describeTopics(names).allTopicNames().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        Map<String, Map<String, String>> configs = TopicSettings.configs(admin, names, timeout);
        int underReplicated = 0;
        int underMinIsr = 0;
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (NewTopic wanted : made) {
            Map<String, String> config = configs.getOrDefault(wanted.name(), Map.of());
            List<TopicPartitionInfo> partitions = Objects.requireNonNull(
                            topics.get(wanted.name()), "Kafka answers about each topic that it is asked about")
                    .partitions();
            int minInSync = Integer.parseInt(config.getOrDefault(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1"));
            underReplicated += count(
                    partitions,
                    partition -> partition.isr().size() < partition.replicas().size());
            underMinIsr += count(
                    partitions,
                    partition -> partition.isr().size() < minInSync
                            || partition.leader() == null
                            || partition.leader().isEmpty());
            int fewest = partitions.stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
            List<String> found = new TopicSettings(partitions.size(), fewest, config).differences(wanted);
            if (!found.isEmpty()) {
                differences.put(wanted.name(), found);
            }
        }
        return new TopicReport(underReplicated, underMinIsr, differences);
    }

    private static int count(List<TopicPartitionInfo> partitions, Predicate<TopicPartitionInfo> which) {
        return (int) partitions.stream().filter(which).count();
    }
}
