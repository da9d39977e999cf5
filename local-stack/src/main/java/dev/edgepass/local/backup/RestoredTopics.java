package dev.edgepass.local.backup;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.client.StoreAccess;
import dev.edgepass.local.process.StartFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of a log that is being restored: as {@link Topics} has them, with three replicas where there are as many brokers, but that a record keeps the time it comes with until all are there. */
final class RestoredTopics implements AutoCloseable {
    private static final int ANSWER_MS = 20_000;
    private static final int CLUSTER = 3;
    private static final String TIMES = TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;

    private final String bootstrap;
    private final Admin admin;

    RestoredTopics(String bootstrap) {
        this.bootstrap = bootstrap;
        this.admin = Admin.create(StoreAccess.ofProcess()
                .kafka(
                        bootstrap,
                        Map.of(
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS)));
    }

    /**
     * @throws StartFailure where one is there already
     */
    void create() {
        try {
            List<String> there = admin.listTopics().names().get().stream()
                    .filter(Topics.names()::contains)
                    .sorted()
                    .toList();
            if (!there.isEmpty()) {
                throw new StartFailure("Kafka at " + bootstrap + " has " + String.join(", ", there)
                        + " already: a backup is restored only to where there is no log.");
            }
            // As many as the system is configured with, not as many as happen to answer.
            int brokers = bootstrap.split(",").length;
            List<NewTopic> topics = new ArrayList<>();
            for (NewTopic topic : Topics.all(brokers < CLUSTER ? Replication.ONE : new Replication(CLUSTER))) {
                Map<String, String> settings = new HashMap<>(topic.configs());
                settings.remove(TIMES);
                topics.add(topic.configs(settings));
            }
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** From now on a record gets the broker's time where the topic's own settings say so. */
    void finish() {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (NewTopic topic : Topics.all(Replication.ONE)) {
            String times = topic.configs().get(TIMES);
            if (times != null) {
                changes.put(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                        List.of(new AlterConfigOp(new ConfigEntry(TIMES, times), AlterConfigOp.OpType.SET)));
            }
        }
        try {
            admin.incrementalAlterConfigs(changes).all().get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Deletes them again. */
    void delete() {
        try {
            admin.deleteTopics(Topics.names()).all().get();
        } catch (ExecutionException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private StartFailure failure(ExecutionException e) {
        return new StartFailure(
                "Kafka at " + bootstrap + " doesn't make, change or delete the topics ("
                        + Objects.requireNonNull(e.getCause()).getClass().getSimpleName() + ").",
                e);
    }

    private static StartFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StartFailure("Interrupted.", e);
    }

    @Override
    public void close() {
        admin.close();
    }
}
