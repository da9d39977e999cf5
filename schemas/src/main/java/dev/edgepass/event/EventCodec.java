package dev.edgepass.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * Events to CloudEvents and back. Unknown members are ignored and absent ones take their default, so that old and new programs read each other's records
 * (docs/events.md). Thread-safe.
 */
public final class EventCodec {
    private static final String JSON = "application/json";

    private final JsonMapper json = JsonMapper.builder()
            .addModule(new SimpleModule().addDeserializer(Instant.class, new InstantReader()))
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            // An absent member takes its default, which for a flag is false.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final Map<EventType, ObjectReader> readers = Arrays.stream(EventType.values())
            .collect(Collectors.toUnmodifiableMap(type -> type, type -> json.readerFor(type.dataClass())));

    /**
     * @throws UnreadableEventException where no reader would take it
     */
    public CloudEvent encode(LoggedEvent<?> event) {
        EventCheck.require(event.data());
        EventType type = EventType.of(event.data());
        return CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(URI.create(event.source()))
                .withType(type.ceType())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withDataSchema(type.dataSchema())
                .withDataContentType(JSON)
                .withData(json.writeValueAsBytes(event.data()))
                .build();
    }

    /**
     * @throws UnknownEventException where the type is unknown
     * @throws UnreadableEventException where the data aren't what the type says
     */
    public LoggedEvent<EdgepassEvent> decode(CloudEvent event) {
        EventType type =
                EventType.ofCeType(event.getType()).orElseThrow(() -> new UnknownEventException(event.getType()));
        if (event.getData() == null || event.getTime() == null) {
            throw new UnreadableEventException(event.getType() + ": no data or no time", null);
        }
        try {
            EdgepassEvent data = Objects.requireNonNull(readers.get(type))
                    .readValue(event.getData().toBytes());
            EventCheck.require(data);
            return new LoggedEvent<>(
                    event.getId(), event.getSource().toString(), event.getTime().toInstant(), data);
        } catch (JacksonException e) {
            throw new UnreadableEventException(event.getType() + ": the data can't be read", e);
        }
    }
}
