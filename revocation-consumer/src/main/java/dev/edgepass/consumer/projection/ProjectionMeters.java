package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.projection.ProjectionStatus.State;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** The metrics of a projection (docs/metrics.md), by its name. Thread-safe. */
public final class ProjectionMeters {
    private final String projection;
    private final Supplier<ProjectionStatus> status;
    private final Counter records;
    private final Counter retries;

    /** @param status asked from any thread */
    public ProjectionMeters(String projection, Supplier<ProjectionStatus> status, MeterRegistry meters) {
        this.projection = projection;
        this.status = status;
        this.records = meters.counter("edgepass.projection.records", "projection", projection);
        this.retries = meters.counter("edgepass.projection.retries", "projection", projection);
        gauge("edgepass.projection.position", "records folded in", this::folded, meters);
        gauge(
                "edgepass.projection.lag",
                "records up to the log's end, asked for every 2 s",
                () -> status.get().behind(),
                meters);
        gauge(
                "edgepass.projection.following",
                "1 once it has caught up, 0 while it can't go on",
                () -> is(State.FOLLOWING),
                meters);
        gauge("edgepass.projection.halted", "1 while it has stopped with an alarm", () -> is(State.HALTED), meters);
    }

    private void gauge(String name, String description, Supplier<Number> value, MeterRegistry meters) {
        Gauge.builder(name, value)
                .description(description)
                .tag("projection", projection)
                .strongReference(true)
                .register(meters);
    }

    private int is(State state) {
        return status.get().state() == state ? 1 : 0;
    }

    private long folded() {
        return status.get().positions().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Counts records that were folded. */
    public void folded(int more) {
        records.increment(more);
    }

    /** Counts a failure after which it tries again. */
    public void retried() {
        retries.increment();
    }
}
