package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.NoticeRaised.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a destination does, for health and metrics ({@code edgepass.notices...}, by destination and kind). Thread-safe. */
public final class DestinationStatus {
    private final String destination;
    private final Map<Kind, Counter> delivered = new EnumMap<>(Kind.class);
    private final Map<Kind, Counter> failed = new EnumMap<>(Kind.class);
    private final Map<Kind, Counter> givenUp = new EnumMap<>(Kind.class);
    private volatile @Nullable Failing failing;

    /**
     * @param since of the first failure that no success followed
     * @param reason of the last
     */
    public record Failing(Instant since, String reason) {}

    DestinationStatus(String destination, MeterRegistry meters) {
        this.destination = destination;
        for (Kind kind : Kind.values()) {
            delivered.put(kind, counter("edgepass.notices.delivered", kind, meters));
            failed.put(kind, counter("edgepass.notices.failed", kind, meters));
            givenUp.put(kind, counter("edgepass.notices.given.up", kind, meters));
        }
        Gauge.builder("edgepass.notices.failing", this, status -> status.failing == null ? 0 : 1)
                .description("1 while the last attempt to deliver failed")
                .tag("destination", destination)
                .strongReference(true)
                .register(meters);
    }

    private Counter counter(String name, Kind kind, MeterRegistry meters) {
        return meters.counter(name, "destination", destination, "kind", NoticeKinds.name(kind));
    }

    public String destination() {
        return destination;
    }

    /** Empty where the last attempt succeeded, or none was made. */
    public Optional<Failing> failing() {
        return Optional.ofNullable(failing);
    }

    void delivered(NoticeRaised notice) {
        failing = null;
        Objects.requireNonNull(delivered.get(notice.kind())).increment();
    }

    Failing failed(NoticeRaised notice, Instant now, String reason) {
        Failing before = failing;
        Failing after = new Failing(before == null ? now : before.since(), reason);
        failing = after;
        Objects.requireNonNull(failed.get(notice.kind())).increment();
        return after;
    }

    void gaveUp(NoticeRaised notice) {
        Objects.requireNonNull(givenUp.get(notice.kind())).increment();
    }
}
