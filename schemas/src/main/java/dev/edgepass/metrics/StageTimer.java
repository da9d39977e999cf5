package dev.edgepass.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Timers of the way from a command to its refusal at the edge, {@code edgepass.<name>}, with a histogram. Its limits are close around 1.5 s, the promise for "accepted to
 * published": whether a percentile is within it is told exactly, and a percentile near it to 0.1 s.
 */
public final class StageTimer {
    private static final Duration[] LIMITS = LongStream.of(
                    100, 250, 500, 750, 1_000, 1_200, 1_300, 1_400, 1_500, 1_600, 1_800, 2_000, 2_500, 3_000, 5_000,
                    10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private StageTimer() {}

    public static Timer of(String name, String description, MeterRegistry meters) {
        return Timer.builder("edgepass." + name)
                .description(description)
                .serviceLevelObjectives(LIMITS)
                .register(meters);
    }
}
