package dev.edgepass.issuer.log;

import dev.edgepass.event.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** Makes the topics that are missing, beside other instances that do the same, and says how long the control topic is. */
@Component
public class TopicSetup {
    private static final int TIMEOUT_MS = 5_000;

    /** Lets the broker's {@code default.replication.factor} decide. */
    private static final short BROKERS_DEFAULT = -1;

    private final KafkaProperties kafka;

    TopicSetup(KafkaProperties kafka) {
        this.kafka = kafka;
    }

    /**
     * @throws ExecutionException where the broker refuses
     * @throws TimeoutException where it doesn't answer
     */
    public void ensure() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = admin()) {
            Set<String> present = admin.listTopics().names().get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
            List<NewTopic> missing = Topics.all(BROKERS_DEFAULT).stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            for (var created : admin.createTopics(missing).values().values()) {
                try {
                    created.get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
        }
    }

    /**
     * The position that the control topic has reached.
     *
     * @throws ExecutionException where the broker refuses
     * @throws TimeoutException where it doesn't answer
     */
    public long controlEnd() throws ExecutionException, InterruptedException, TimeoutException {
        TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(control, OffsetSpec.latest()))
                    .partitionResult(control)
                    .get(TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .offset();
        }
    }

    private Admin admin() {
        Map<String, Object> config = kafka.buildAdminProperties();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        config.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return Admin.create(config);
    }
}
