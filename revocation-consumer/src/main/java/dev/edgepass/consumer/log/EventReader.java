package dev.edgepass.consumer.log;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.revocation.HandleChange;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records to events, so far checked that every fold can take them: whatever would break one is unreadable for all. Thread-safe. */
public final class EventReader {
    private final EventCodec codec = new EventCodec();

    /**
     * @throws UnreadableEventException where it isn't an event of the control topic
     */
    public LoggedEvent<ControlEvent> control(ConsumerRecord<byte[], byte[]> message) {
        LoggedEvent<ControlEvent> event = read(message, ControlEvent.class);
        if (event.data() instanceof ControlEvent.KeyAdded added
                && !(added.jwk().containsKey("x") && added.jwk().containsKey("y"))) {
            throw new UnreadableEventException("key " + added.kid() + ": its jwk has no x or no y", null);
        }
        try {
            HandleChange.of(event.data(), message.offset() + 1)
                    .forEach(change -> Utf8.encode(change.handle().toString()));
        } catch (MalformedException e) {
            throw new UnreadableEventException("a target's id isn't well-formed Unicode", e);
        }
        return event;
    }

    /**
     * @throws UnreadableEventException where it isn't an event of the issuance topic
     */
    public LoggedEvent<IssuanceEvent> issuance(ConsumerRecord<byte[], byte[]> message) {
        LoggedEvent<IssuanceEvent> event = read(message, IssuanceEvent.class);
        if (event.data().grant() == null) {
            throw new UnreadableEventException("a token's event without its grant", null);
        }
        return event;
    }

    private <E extends EdgepassEvent> LoggedEvent<E> read(ConsumerRecord<byte[], byte[]> message, Class<E> kind) {
        LoggedEvent<EdgepassEvent> event = codec.decode(cloudEvent(message));
        if (!kind.isInstance(event.data())) {
            throw new UnreadableEventException(
                    event.data().getClass().getSimpleName() + " on " + message.topic() + " (expected: a "
                            + kind.getSimpleName() + ")",
                    null);
        }
        return new LoggedEvent<>(event.id(), event.source(), event.time(), kind.cast(event.data()));
    }

    private static CloudEvent cloudEvent(ConsumerRecord<byte[], byte[]> message) {
        Optional<CloudEvent> usual = BinaryEvent.of(message);
        if (usual.isPresent()) {
            return usual.get();
        }
        try {
            return KafkaMessageFactory.createReader(message).toEvent();
        } catch (CloudEventRWException | IllegalArgumentException | IllegalStateException e) {
            throw new UnreadableEventException("not a CloudEvent", e);
        }
    }
}
