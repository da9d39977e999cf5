package dev.edgepass.issuer.feed;

import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * {@code feed} in {@code /actuator/health}: what this issuer knows of the head. Status {@code ALARM} where the log went back, which takes no issuer out of
 * service: what is taken back is still recorded.
 */
@Component("feed")
class FeedHealth implements HealthIndicator {
    private static final Status ALARM = new Status("ALARM", "the control log went back");

    private final HeadWatch watch;
    private final WentBackAlarm alarm;

    FeedHealth(HeadWatch watch, WentBackAlarm alarm) {
        this.watch = watch;
        this.alarm = alarm;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        watch.newest()
                .ifPresentOrElse(
                        head -> health.withDetail("position", head.position())
                                .withDetail("asOf", Instant.ofEpochMilli(head.asOf()))
                                .withDetail("entries", watch.entries().orElse(0)),
                        () -> health.withDetail("head", "none read yet"));
        alarm.raised()
                .ifPresent(raised -> health.status(ALARM)
                        .withDetail(
                                "reason",
                                "the control log went back; commands are accepted and not published until a new epoch begins")
                        .withDetail("logPosition", raised.position())
                        .withDetail("headPosition", raised.headPosition())
                        .withDetail("since", raised.since()));
        return health.build();
    }
}
