package dev.edgepass.consumer.archive;

import dev.edgepass.consumer.archive.core.LogState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while a log isn't written or can't be reached. Not for readiness: nobody waits for the archive. */
final class ArchiveHealth implements HealthIndicator {
    private final Supplier<List<LogState>> states;

    ArchiveHealth(Supplier<List<LogState>> states) {
        this.states = states;
    }

    @Override
    public Health health() {
        List<LogState> logs = states.get();
        Health.Builder health = logs.isEmpty()
                ? Health.unknown().withDetail("detail", "no round yet")
                : logs.stream().allMatch(log -> log.trouble() == null) ? Health.up() : Health.down();
        logs.forEach(log -> health.withDetail(log.id(), detail(log)));
        return health.build();
    }

    private static Map<String, Object> detail(LogState log) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("size", log.sealed().size());
        detail.put("end", log.end());
        if (log.sealed().at() != null) {
            detail.put("sealedAt", String.valueOf(log.sealed().at()));
        }
        if (log.stopped() != null) {
            detail.put("stopped", log.stopped());
        } else if (log.failed() != null) {
            detail.put("failed", log.failed());
        }
        return detail;
    }
}
