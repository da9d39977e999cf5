package dev.edgepass.issuer.canary;

import dev.edgepass.issuer.canary.CanaryVerdict.Failed;
import dev.edgepass.issuer.canary.CanaryVerdict.Late;
import dev.edgepass.issuer.canary.CanaryVerdict.Ok;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * {@code canary} in {@code /actuator/health}. A late canary has status {@code ALARM}, which takes no issuer out of service: what is late is the edge's
 * knowledge, and revoking goes on.
 */
@Component("canaryHealthIndicator")
class CanaryHealth implements HealthIndicator {
    private static final Status ALARM = new Status("ALARM", "a revocation was enforced too late");

    private final Canary canary;
    private final CanaryRecord record;

    CanaryHealth(Canary canary, CanaryRecord record) {
        this.canary = canary;
        this.record = record;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.status(record.isAlarm() ? ALARM : Status.UP);
        if (!canary.isOn()) {
            return health.withDetail("canary", "off").build();
        }
        CanaryRecord.Last last = record.last();
        if (last == null) {
            return health.withDetail("canary", "no run yet").build();
        }
        health.withDetail("lastRun", last.at())
                .withDetail("outcome", last.verdict().outcome());
        if (last.verdict() instanceof Ok ok) {
            figures(health, ok.figures());
        } else if (last.verdict() instanceof Late late) {
            figures(health, late.figures()).withDetail("lateGrants", late.lateGrants());
        } else if (last.verdict() instanceof Failed failed) {
            health.withDetail("reason", failed.reason()).withDetail("failedInARow", last.failedInARow());
        }
        return health.build();
    }

    private static Health.Builder figures(Health.Builder health, CanaryVerdict.Figures figures) {
        return health.withDetail("acceptedMs", figures.accepted().toMillis())
                .withDetail("publishedMs", figures.published().toMillis())
                .withDetail("refusedMs", figures.refused().toMillis())
                .withDetail("totalMs", figures.total().toMillis());
    }
}
