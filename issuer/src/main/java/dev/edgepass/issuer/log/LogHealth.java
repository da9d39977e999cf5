package dev.edgepass.issuer.log;

import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * {@code log} in {@code /actuator/health}: down where a producer has no connection to a broker, and for {@link #RECENT} after a write that wasn't acknowledged, unless
 * another one is: an issuer that nobody asks doesn't stay down. Up says that neither is so, not that the next write will be acknowledged. It asks no broker. Readiness
 * doesn't look at it: an issuer without Kafka still serves pages, keys and lists. Thread-safe.
 */
@Component("log")
class LogHealth implements HealthIndicator {
    static final Duration RECENT = Duration.ofMinutes(1);
    private static final String CONNECTIONS = "connection-count";

    private final List<Producer<String, CloudEvent>> producers;
    private final EventLog log;
    private final Clock clock;

    LogHealth(
            @Qualifier("controlProducer") Producer<String, CloudEvent> control,
            @Qualifier("issuanceProducer") Producer<String, CloudEvent> issuance,
            EventLog log,
            Clock clock) {
        this.producers = List.of(control, issuance);
        this.log = log;
        this.clock = clock;
    }

    @Override
    public Health health() {
        if (!producers.stream().allMatch(LogHealth::isConnected)) {
            return down("no connection to a Kafka broker");
        }
        boolean hasJustFailed = log.failedAt()
                .filter(failed -> clock.instant().isBefore(failed.plus(RECENT)))
                .isPresent();
        return hasJustFailed
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
