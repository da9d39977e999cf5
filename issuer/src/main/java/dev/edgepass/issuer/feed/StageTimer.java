package dev.edgepass.issuer.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Timers of the way from a command to its refusal at the edge, {@code edgepass.<name>}. The registry here computes no percentiles; {@code edgepass.<name>.histogram}
 * says how many of the last minutes were within each limit, which its tag {@code le} names in seconds.
 */
public final class StageTimer {
    private StageTimer() {}

    public static Timer of(String name, String description, MeterRegistry meters) {
        return Timer.builder("edgepass." + name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5))
                .register(meters);
    }
}
