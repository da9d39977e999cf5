package dev.edgepass.consumer.archive;

import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.archive.core.LogState;
import dev.edgepass.worker.RepeatedWarnings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The archive's metrics, by partition (docs/metrics.md), and its warnings. Thread-safe. */
final class ArchiveMeters {
    private static final double SECOND = 1_000;

    private final MeterRegistry meters;
    private final Counter failures;
    private final RepeatedWarnings warnings = new RepeatedWarnings(LoggerFactory.getLogger(Archiver.class));

    ArchiveMeters(MeterRegistry meters) {
        this.meters = meters;
        this.failures = meters.counter("edgepass.archive.failures");
    }

    /** Shows the logs that go on, one for each partition. */
    void show(Supplier<List<LogState>> states) {
        ArchiveBackends.TOPICS.forEach((topic, partitions) -> {
            for (int partition = 0; partition < partitions; partition++) {
                show(topic + '-' + partition, states);
            }
        });
    }

    private void show(String id, Supplier<List<LogState>> states) {
        gauge(
                "edgepass.archive.size",
                null,
                "events under the last checkpoint",
                id,
                states,
                log -> log.sealed().size());
        gauge(
                "edgepass.archive.behind",
                null,
                "events after it, as of the last round",
                id,
                states,
                log -> Math.max(0, log.end() - log.sealed().size()));
        gauge(
                "edgepass.archive.stopped",
                null,
                "1 while it isn't written until an operator acts",
                id,
                states,
                log -> log.stopped() == null ? 0 : 1);
        gauge(
                "edgepass.archive.age",
                "seconds",
                "since it was last found good and, by who writes, sealed to its end",
                id,
                states,
                log -> (TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) - log.goodAt()) / SECOND);
    }

    private void gauge(
            String name,
            @Nullable String unit,
            String description,
            String id,
            Supplier<List<LogState>> states,
            ToDoubleFunction<LogState> value) {
        Gauge.builder(
                        name,
                        () -> states.get().stream()
                                .filter(state -> state.id().equals(id))
                                .mapToDouble(value)
                                .findFirst()
                                .orElse(Double.NaN))
                .description(description)
                .baseUnit(unit)
                .tag("log", id)
                .strongReference(true)
                .register(meters);
    }

    void failed(String why) {
        failures.increment();
        warnings.warn("failed", "the archive isn't sealed to its end yet: " + why);
    }

    void stopped(LogName log, String why) {
        failures.increment();
        warnings.warn(log.earlierId(), "the archive of " + log.earlierId() + " stopped: " + why + " (docs/audit.md)");
    }
}
