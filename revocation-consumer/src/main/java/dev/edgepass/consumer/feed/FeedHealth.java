package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up while it publishes, or stands by a head that another keeps fresh; down once it halted. */
final class FeedHealth implements HealthIndicator {
    private final FeedPublisher publisher;
    private final ClockCheck clockCheck;

    FeedHealth(FeedPublisher publisher, ClockCheck clockCheck) {
        this.publisher = publisher;
        this.clockCheck = clockCheck;
    }

    @Override
    public Health health() {
        FeedStatus status = publisher.status();
        Health.Builder health = switch (status.role()) {
            case LEADING, STANDBY -> Health.up();
            case JOINING, RESUMING -> Health.outOfService();
            case HALTED -> Health.down();
        };
        return health.withDetail("role", status.role().name())
                .withDetail("detail", status.detail())
                .withDetail("term", status.term())
                .withDetail("sequence", status.sequence())
                .withDetail("position", status.position())
                .withDetail("asOf", status.asOf())
                .withDetail("clockInStep", !clockCheck.alarmed())
                .build();
    }
}
