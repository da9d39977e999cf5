package dev.edgepass.consumer.notice;

import dev.edgepass.consumer.notice.delivery.DestinationStatus;
import dev.edgepass.consumer.notice.delivery.NoticeDelivery;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says how each destination does. Always up: a destination that is down is no reason to restart this program, or to send it no requests. */
final class NoticeHealth implements HealthIndicator {
    private final NoticeDelivery delivery;

    NoticeHealth(NoticeDelivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public Health health() {
        Map<String, String> destinations = new TreeMap<>();
        for (DestinationStatus status : delivery.statuses()) {
            destinations.put(
                    status.destination(),
                    status.failing()
                            .map(failing -> "failing since " + failing.since() + ": " + failing.reason())
                            .orElse("ok"));
        }
        return Health.up().withDetail("destinations", destinations).build();
    }
}
