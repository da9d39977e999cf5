package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedClock;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.LogGaps;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while it publishes, or stands by a head that it can read; down once it halted, or hasn't done its part for three heartbeats. For readiness: a restart would
 * mend nothing.
 */
final class FeedHealth implements HealthIndicator {
    private final FeedPublisher publisher;
    private final PublicationLog publications;
    private final ClockCheck clockCheck;
    private final FeedClock clock;
    private final long overdueMillis;

    FeedHealth(
            FeedPublisher publisher,
            PublicationLog publications,
            ClockCheck clockCheck,
            FeedClock clock,
            long overdueMillis) {
        this.publisher = publisher;
        this.publications = publications;
        this.clockCheck = clockCheck;
        this.clock = clock;
        this.overdueMillis = overdueMillis;
    }

    @Override
    public Health health() {
        FeedStatus status = publisher.status();
        String overdue = status.overdue(clock, overdueMillis);
        Health.Builder health = overdue != null
                ? Health.down()
                : switch (status.role()) {
                    case LEADING, STANDBY -> Health.up();
                    case JOINING, RESUMING -> Health.outOfService();
                    case HALTED -> Health.down();
                };
        LogGaps gaps = status.gaps();
        boolean held = gaps.isHeld();
        if (held) {
            health.down().withDetail("topic", Topics.CONTROL).withDetail("heldAt", gaps.heldAt());
        }
        return health.withDetail("unreadable", gaps.unreadable())
                .withDetail("passedOver", gaps.passedOver())
                .withDetail("role", status.role().name())
                .withDetail("detail", overdue != null && !held ? overdue : status.detail())
                .withDetail("term", status.term())
                .withDetail("sequence", status.sequence())
                .withDetail("position", status.position())
                .withDetail("asOf", status.asOf())
                .withDetail("unrecorded", publications.unrecorded())
                .withDetail("neverRecorded", publications.dropped())
                .withDetail("clockInStep", !clockCheck.alarmed())
                .build();
    }
}
