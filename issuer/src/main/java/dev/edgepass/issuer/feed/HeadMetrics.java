package dev.edgepass.issuer.feed;

import dev.edgepass.feed.FeedHead;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** The newest head that this issuer has read, whoever published it and whether that still runs: {@code edgepass.head.*}. No value before there is one. */
@Component
record HeadMetrics(HeadWatch watch, Clock clock) implements MeterBinder {
    private static final double SECOND = 1_000;

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge("edgepass.head.age", head -> (clock.millis() - head.asOf()) / SECOND)
                .description("since asOf of the newest head")
                .baseUnit("seconds")
                .register(meters);
        gauge("edgepass.head.position", FeedHead::position)
                .description("position of the newest head")
                .register(meters);
        gauge("edgepass.head.entries", head -> watch.entries().orElse(0))
                .description("entries of the newest head, overwritten ones counted too")
                .register(meters);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<FeedHead> value) {
        return Gauge.builder(
                name, () -> watch.newest().map(value::applyAsDouble).orElse(Double.NaN));
    }
}
