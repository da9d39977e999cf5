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

/** How long the control topic is, which the revocation consumer makes. Thread-safe. */
@Component
public class ControlEnd {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final TopicPartition CONTROL = new TopicPartition(Topics.CONTROL, 0);

    private final KafkaClients kafka;

    ControlEnd(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * The position that the control topic has reached.
     *
     * @throws ExecutionException with the broker's refusal, {@link org.apache.kafka.common.errors.UnknownTopicOrPartitionException} where there is no topic yet
     * @throws TimeoutException where it doesn't answer
     */
    public long position() throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Object> config = kafka.admin();
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
        config.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        try (Admin admin = Admin.create(config)) {
            return admin.listOffsets(Map.of(CONTROL, OffsetSpec.latest()))
                    .partitionResult(CONTROL)
                    .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .offset();
        }
    }
}
