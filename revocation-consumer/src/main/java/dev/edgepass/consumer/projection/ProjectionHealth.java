package dev.edgepass.consumer.projection;

import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up once the projection has caught up; down while it can't go on. */
public final class ProjectionHealth implements HealthIndicator {
    private final Supplier<ProjectionStatus> status;

    public ProjectionHealth(Supplier<ProjectionStatus> status) {
        this.status = status;
    }

    @Override
    public Health health() {
        ProjectionStatus now = status.get();
        Health.Builder health = switch (now.state()) {
            case FOLLOWING -> Health.up();
            case CATCHING_UP -> Health.outOfService();
            case RETRYING, HALTED -> Health.down();
        };
        return health.withDetail("state", now.state().name())
                .withDetail("detail", now.detail())
                .withDetail("positions", now.positions())
                .build();
    }
}
