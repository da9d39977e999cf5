package dev.edgepass.issuer.log;

import io.cloudevents.CloudEvent;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * {@code log} in {@code /actuator/health}: down where a producer has no connection to a broker, or the last write wasn't acknowledged. Up says that neither is so, not
 * that the next write will be acknowledged. It asks no broker. Readiness doesn't look at it: an issuer without Kafka still serves pages, keys and lists.
 */
@Component("log")
class LogHealth implements HealthIndicator {
    private static final String CONNECTIONS = "connection-count";

    private final List<Producer<String, CloudEvent>> producers;
    private final EventLog log;

    LogHealth(
            @Qualifier("controlProducer") Producer<String, CloudEvent> control,
            @Qualifier("issuanceProducer") Producer<String, CloudEvent> issuance,
            EventLog log) {
        this.producers = List.of(control, issuance);
        this.log = log;
    }

    @Override
    public Health health() {
        if (!producers.stream().allMatch(LogHealth::isConnected)) {
            return down("no connection to a Kafka broker");
        }
        return log.lastWriteFailed()
                ? down("Kafka didn't acknowledge the last write")
                : Health.up().build();
    }

    private static Health down(String reason) {
        return Health.down().withDetail("reason", reason).build();
    }

    private static boolean isConnected(Producer<String, CloudEvent> producer) {
        return producer.metrics().entrySet().stream()
                .anyMatch(metric -> metric.getKey().name().equals(CONNECTIONS)
                        && metric.getValue().metricValue() instanceof Double count
                        && count > 0);
    }
}
