package dev.edgepass.consumer.projection;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up once the projection has caught up; down while it can't go on. */
final class ProjectionHealth implements HealthIndicator {
    private final ProjectionWorker worker;

    ProjectionHealth(ProjectionWorker worker) {
        this.worker = worker;
    }

    @Override
    public Health health() {
        ProjectionStatus status = worker.status();
        Health.Builder health = switch (status.state()) {
            case FOLLOWING -> Health.up();
            case CATCHING_UP -> Health.outOfService();
            case RETRYING, HALTED -> Health.down();
        };
        return health.withDetail("state", status.state().name())
                .withDetail("detail", status.detail())
                .withDetail("positions", status.positions())
                .build();
    }
}
