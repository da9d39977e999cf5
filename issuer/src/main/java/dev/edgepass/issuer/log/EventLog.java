package dev.edgepass.issuer.log;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.revocation.HandleChange;
import io.cloudevents.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes events and returns once Kafka has them on every in-sync replica ({@code acks=all}). Where it throws, the event may be on the log or not: the caller was
 * told of no success, and every event is safe to repeat. Thread-safe.
 */
public final class EventLog {
    private static final String SOURCE = "/issuer";

    /** Longer than the producer's own limits: it has given up by then, so that what is refused here isn't written later. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** Bytes of an event's data. The control topic takes records of 1 MiB ({@link Topics}), headers and key included. */
    private static final int MAX_BYTES = 1_040_000;

    /** Less: a lift carries the same targets and a little more, and what was revoked has to be liftable. */
    private static final int MAX_REVOCATION_BYTES = 1_000_000;

    private final Producer<String, CloudEvent> control;
    private final Producer<String, CloudEvent> issuance;
    private final Others others;
    private final WriteSpans spans;
    private final EventCodec codec = new EventCodec();
    private final Clock clock;
    private volatile @Nullable Instant failedAt;
    private volatile Written lastControl = new Written(0, Instant.EPOCH, Instant.EPOCH, false);

    /**
     * An event on the control topic.
     *
     * @param position the log's position with it
     * @param sentAt before it was sent, which is the event's own time: nothing that was there by then can hold it
     * @param at once Kafka had acknowledged it
     * @param isNew whether the call that has it wrote it; not where it found that done
     */
    public record Written(long position, Instant sentAt, Instant at, boolean isNew) {}

    /** Told of each write to the control topic, before its caller is. */
    @FunctionalInterface
    public interface Others {
        /** @param changed the handles whose state it changes; empty where it changes anything else that tokens are judged by */
        void tell(long position, Optional<List<Handle>> changed);
    }

    public EventLog(
            Producer<String, CloudEvent> control,
            Producer<String, CloudEvent> issuance,
            Others others,
            WriteSpans spans,
            Clock clock) {
        this.control = control;
        this.issuance = issuance;
        this.others = others;
        this.spans = spans;
        this.clock = clock;
    }

    /**
     * Writes to the control topic.
     *
     * @return the position with this event, its offset plus one, and when that was
     * @throws ProblemException {@code log-unavailable}, {@code too-large}, {@code invalid-request} for what no reader of the log would take
     */
    public Written append(ControlEvent event, @Nullable String key) {
        Instant now = clock.instant();
        long position = write(control, Topics.CONTROL, key, event, now, mostBytes(event))
                        .offset()
                + 1;
        Written written = new Written(position, now, clock.instant(), true);
        synchronized (this) {
            if (position > lastControl.position) {
                lastControl = written;
            }
        }
        others.tell(position, changed(event, position));
        return written;
    }

    /**
     * Writes to the issuance topic.
     *
     * @param key link id or subject: one's events stay in order
     * @throws ProblemException {@code log-unavailable}
     */
    public void append(IssuanceEvent event, String key) {
        write(issuance, Topics.ISSUANCE, key, event, clock.instant(), MAX_BYTES);
    }

    public Written lastControl() {
        return lastControl;
    }

    /** When the write that ended last wasn't acknowledged; empty where it was. */
    Optional<Instant> failedAt() {
        return Optional.ofNullable(failedAt);
    }

    private static Optional<List<Handle>> changed(ControlEvent event, long position) {
        return event instanceof ControlEvent.KeyWithdrawn
                ? Optional.empty()
                : Optional.of(HandleChange.of(event, position).stream()
                        .map(HandleChange::handle)
                        .toList());
    }

    private static int mostBytes(ControlEvent event) {
        return event instanceof ControlEvent.Revoked ? MAX_REVOCATION_BYTES : MAX_BYTES;
    }

    private RecordMetadata write(
            Producer<String, CloudEvent> producer,
            String topic,
            @Nullable String key,
            EdgepassEvent data,
            Instant now,
            int mostBytes) {
        CloudEvent event = encode(new LoggedEvent<>(UUID.randomUUID().toString(), SOURCE, now, data));
        int bytes = event.getData() == null ? 0 : event.getData().toBytes().length;
        if (bytes > mostBytes) {
            throw ProblemType.TOO_LARGE.because("One command is one record on the log, and this one would have " + bytes
                    + " bytes (expected: at most " + mostBytes
                    + "). Nothing was done. Name fewer targets, or a folder that holds them.");
        }
        ProducerRecord<String, CloudEvent> message = new ProducerRecord<>(topic, key, event);
        WriteSpans.WriteSpan span = spans.begin(
                topic, (name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.US_ASCII)));
        try {
            RecordMetadata written = producer.send(message).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            failedAt = null;
            span.acknowledged(written.offset());
            return written;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            span.failed(e);
            throw unavailable(e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            failedAt = clock.instant();
            span.failed(e);
            throw unavailable(e);
        }
    }

    private CloudEvent encode(LoggedEvent<?> event) {
        try {
            return codec.encode(event);
        } catch (UnreadableEventException e) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST.detail(
                            "Nothing was done: no reader of the log would accept the event. " + e.getMessage() + "."),
                    e);
        }
    }

    private static ProblemException unavailable(Exception cause) {
        return new ProblemException(
                ProblemType.LOG_UNAVAILABLE.detail(
                        "Kafka didn't acknowledge the event: it may be in the log or not. Repeat the request, which does no harm; if this goes on, check the broker."),
                cause);
    }
}
