package dev.edgepass.event;

import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Records to events (CloudEvents 1.0, Kafka Protocol Binding), so far checked that every fold can take them: an event that would break one is unreadable for all.
 * Thread-safe.
 */
public final class EventRecords {
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String TYPE = "ce_type";

    private final EventCodec codec = new EventCodec();

    /**
     * Reads a record as an event of its topic.
     *
     * @param kind of the topic's events
     * @throws UnknownEventException where it is an event of a type or version that this build doesn't know
     * @throws UnreadableEventException where it isn't an event of that kind
     */
    public <E extends EdgepassEvent> LoggedEvent<E> read(ConsumerRecord<byte[], byte[]> message, Class<E> kind) {
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
            throw unknownVersion(message).orElseGet(() -> new UnreadableEventException("not a CloudEvent", e));
        }
    }

    /** An envelope of a later CloudEvents is one all the same: its version and its type stand where they do in 1.0. */
    private static Optional<UnreadableEventException> unknownVersion(ConsumerRecord<byte[], byte[]> message) {
        Optional<String> version = header(message, SPEC_VERSION)
                .filter(text -> !SpecVersion.V1.toString().equals(text));
        Optional<String> type = header(message, TYPE);
        return version.isEmpty() || type.isEmpty()
                ? Optional.empty()
                : Optional.of(new UnknownEventException(type.get() + " in CloudEvents " + version.get()));
    }

    private static Optional<String> header(ConsumerRecord<byte[], byte[]> message, String name) {
        return Optional.ofNullable(message.headers().lastHeader(name))
                .map(Header::value)
                .filter(value -> value.length > 0)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }
}
