package dev.edgepass.issuer.log;

import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/** Makes the topics that are missing, beside other instances that do the same, and says how long the control topic is. */
@Component
public class TopicSetup {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final KafkaClients kafka;

    TopicSetup(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * @throws ExecutionException where the broker refuses
     * @throws TimeoutException where it doesn't answer
     */
    public void ensure() throws ExecutionException, InterruptedException, TimeoutException {
        try (Admin admin = admin()) {
            Topics.ensure(admin, TIMEOUT);
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
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        }
    }

    private Admin admin() {
        Map<String, Object> config = kafka.admin();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        config.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return Admin.create(config);
    }
}
