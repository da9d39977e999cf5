package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.UnreadableEventException;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An event's data as the index has them, to the event. Thread-safe. */
final class EventValues {
    private static final EventCodec CODEC = new EventCodec();
    private static final URI ANY_SOURCE = URI.create("/");

    /** Empty where it can't be read. */
    Optional<EdgepassEvent> read(String type, long time, byte @Nullable [] value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(CODEC.decode(CloudEventBuilder.v1()
                            .withId("-")
                            .withSource(ANY_SOURCE)
                            .withType(type)
                            .withTime(Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC))
                            .withData(value)
                            .build())
                    .data());
        } catch (UnreadableEventException e) {
            return Optional.empty();
        }
    }
}
