package dev.edgepass.issuer.feed;

import dev.edgepass.feed.FeedHead;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * {@code feed} in {@code /actuator/health}: what this issuer knows of the head. Status {@code ALARM} where the log went back or the feed is held, which
 * takes no issuer out of service: revocations are still recorded.
 */
@Component("feed")
class FeedHealth implements HealthIndicator {
    private static final Status ALARM = new Status("ALARM", "the control log went back");
    private static final Status HELD = new Status("ALARM", "the feed is held before a record of an unknown type");

    private final HeadWatch watch;
    private final WentBackAlarm alarm;

    FeedHealth(HeadWatch watch, WentBackAlarm alarm) {
        this.watch = watch;
        this.alarm = alarm;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        watch.newest().ifPresentOrElse(head -> addTo(health, head), () -> health.withDetail("head", "none read yet"));
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

    private void addTo(Health.Builder health, FeedHead head) {
        health.withDetail("position", head.position())
                .withDetail("asOf", Instant.ofEpochMilli(head.asOf()))
                .withDetail("entries", watch.entries().orElse(0));
        if (head.gaps().isHeld()) {
            health.status(HELD)
                    .withDetail(
                            "held",
                            "the publisher doesn't know the type of a record; commands are accepted and not published until it is upgraded (docs/upgrade.md)")
                    .withDetail("heldAt", head.gaps().heldAt());
        }
    }
}
