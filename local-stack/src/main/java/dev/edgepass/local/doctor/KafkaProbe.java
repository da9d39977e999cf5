package dev.edgepass.local.doctor;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.TopicSettings;
import dev.edgepass.event.Topics;
import dev.edgepass.local.backup.KafkaLogSource;
import dev.edgepass.local.backup.LogSource;
import dev.edgepass.local.client.StoreAccess;
import dev.edgepass.local.dlt.DeadLetterTopics;
import dev.edgepass.local.process.StartFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/** Asks a Kafka cluster. */
final class KafkaProbe {
    private static final int LIMIT_MS = 6000;

    private KafkaProbe() {}

    /**
     * @param beforeEnds is run before the ends of the topics are asked for: what was read in it can't be ahead of them
     * @throws NotSeen where the cluster doesn't answer
     */
    static KafkaFacts of(String bootstrap, Runnable beforeEnds) {
        Map<String, Object> settings = StoreAccess.ofProcess()
                .kafka(
                        bootstrap,
                        Map.of(
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS));
        Admin admin;
        try {
            admin = Admin.create(settings);
        } catch (KafkaException e) {
            throw silent(bootstrap, e);
        }
        try {
            Set<Integer> alive =
                    admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toSet());
            Collection<String> ours = Topics.names();
            List<String> there = admin.listTopics().names().get().stream()
                    .filter(ours::contains)
                    .toList();
            Map<String, TopicDescription> topics =
                    admin.describeTopics(there).allTopicNames().get();
            Map<String, Map<String, String>> configs = TopicSettings.configs(admin, there, Duration.ofMillis(LIMIT_MS));
            beforeEnds.run();
            Set<Integer> away = topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .flatMap(partition -> partition.replicas().stream())
                    .map(Node::id)
                    .filter(id -> !alive.contains(id))
                    .collect(Collectors.toSet());
            return new KafkaFacts(bootstrap, alive.size(), away, topics(bootstrap, admin, topics, configs));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw silent(bootstrap, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSeen("interrupted", e);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    private static NotSeen silent(String bootstrap, Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new NotSeen(
                "Kafka at " + bootstrap + " doesn't answer (" + cause.getClass().getSimpleName() + ").", e);
    }

    private static Map<String, KafkaFacts.Topic> topics(
            String bootstrap,
            Admin admin,
            Map<String, TopicDescription> topics,
            Map<String, Map<String, String>> configs)
            throws ExecutionException, InterruptedException {
        List<TopicPartition> partitions = new ArrayList<>();
        topics.forEach((name, topic) -> topic.partitions()
                .forEach(partition -> partitions.add(new TopicPartition(name, partition.partition()))));
        Map<String, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
        Map<String, Long> open = open(bootstrap, ends);
        Map<String, KafkaFacts.Topic> facts = new HashMap<>();
        topics.forEach((name, topic) -> facts.put(
                name,
                new KafkaFacts.Topic(
                        topic.topicId().toString(),
                        topic.partitions().size(),
                        topic.partitions().stream()
                                .mapToInt(partition -> partition.replicas().size())
                                .min()
                                .orElse(0),
                        topic.partitions().stream()
                                .mapToInt(KafkaProbe::missing)
                                .sum(),
                        configs.getOrDefault(name, Map.of()),
                        ends.getOrDefault(name, 0L),
                        open.getOrDefault(name, 0L))));
        return facts;
    }

    /** By dead letter topic. One that was never written to isn't read. */
    private static Map<String, Long> open(String bootstrap, Map<String, Long> ends) {
        Map<String, Long> open = new HashMap<>();
        for (String topic : RecordId.TOPICS) {
            String letters = DeadLetter.topicFor(topic);
            if (ends.getOrDefault(letters, 0L) > 0) {
                try (LogSource log = new KafkaLogSource(bootstrap)) {
                    open.put(letters, (long) DeadLetterTopics.read(log, topic).size());
                } catch (StartFailure e) {
                    throw silent(bootstrap, e);
                }
            }
        }
        return open;
    }

    private static int missing(TopicPartitionInfo partition) {
        return partition.replicas().size() - partition.isr().size();
    }

    /** By topic, added up over its partitions. */
    private static Map<String, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> question = new HashMap<>();
        partitions.forEach(partition -> question.put(partition, which));
        Map<String, Long> offsets = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
                admin.listOffsets(question).all().get().entrySet()) {
            offsets.merge(answer.getKey().topic(), answer.getValue().offset(), Long::sum);
        }
        return offsets;
    }
}
