package dev.edgepass.consumer.log;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/** The log's beans. */
@Configuration(proxyBeanMethods = false)
public class LogConfiguration {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final Duration SHORTEST_RETENTION = Duration.ofDays(1);

    @Bean(destroyMethod = "close")
    Admin logAdmin(KafkaAdmin kafka) {
        Map<String, Object> properties = new HashMap<>(kafka.getConfigurationProperties());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        properties.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        return Admin.create(properties);
    }

    @Bean
    @SuppressWarnings("unchecked")
    EventLog eventLog(ConsumerFactory<?, ?> consumers, Admin logAdmin, List<NewTopic> logTopics) {
        // Both deserializers are the byte array's, by application.yaml.
        return new EventLog((ConsumerFactory<byte[], byte[]>) consumers, logAdmin, logTopics);
    }

    @Bean
    Replication replication(@Value("${edgepass.log.replicas:1}") int replicas) {
        return new Replication(replicas);
    }

    /** The topics, as they are made. */
    @Bean
    List<NewTopic> logTopics(
            Replication replication, @Value("${edgepass.usage.retention:P90D}") Duration usageRetention) {
        if (usageRetention.compareTo(SHORTEST_RETENTION) < 0) {
            throw new IllegalArgumentException(
                    "edgepass.usage.retention: " + usageRetention + " (expected: a day, P1D, or more)");
        }
        return Topics.all(replication, usageRetention);
    }

    @Bean
    EventReader eventReader(@Value("${edgepass.log.pass-over:}") List<String> passOver) {
        return new EventReader(PassOver.parse(passOver));
    }
}
