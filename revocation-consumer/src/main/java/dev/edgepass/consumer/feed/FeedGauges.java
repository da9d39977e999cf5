package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedClock;
import dev.edgepass.consumer.feed.core.FeedStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What a publisher knows of the newest head, its own or the leader's: {@code edgepass.feed.*}. No value before there is a head. */
record FeedGauges(Supplier<FeedStatus> status, FeedClock clock) implements MeterBinder {
    private static final double SECOND = 1_000;

    @Override
    public void bindTo(MeterRegistry meters) {
        gauge("edgepass.feed.position", FeedStatus::position)
                .description("position of the newest head")
                .register(meters);
        gauge("edgepass.feed.term", FeedStatus::term)
                .description("term of the newest head")
                .register(meters);
        gauge("edgepass.feed.asof.age", head -> (clock.wallMillis() - head.asOf()) / SECOND)
                .description("since asOf of the newest head")
                .baseUnit("seconds")
                .register(meters);
        gauge("edgepass.feed.head.age", head -> (clock.monotonicMillis() - head.headSeenAt()) / SECOND)
                .description("since this publisher wrote or read a head")
                .baseUnit("seconds")
                .register(meters);
        gauge("edgepass.feed.held", head -> head.gaps().isHeld() ? 1 : 0)
                .description("1 while the position stands still before a record of an unknown type")
                .register(meters);
        gauge(
                        "edgepass.feed.held.offset",
                        head -> head.gaps().isHeld() ? head.gaps().heldAt() : Double.NaN)
                .description("offset of that record")
                .register(meters);
    }

    private Gauge.Builder<Supplier<Number>> gauge(String name, ToDoubleFunction<FeedStatus> value) {
        return Gauge.builder(name, () -> {
            FeedStatus now = status.get();
            return now.sequence() == 0 ? Double.NaN : value.applyAsDouble(now);
        });
    }
}
