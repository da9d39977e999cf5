package dev.edgepass.issuer.log;

import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes to the usage topic, and returns once Kafka has all of it on every in-sync replica. Where it throws {@code log-unavailable}, the log may have a part: all of it is
 * safe to repeat. By a producer of its own, so that reports stand in no command's way. Thread-safe.
 */
public final class UsageLog {
    private static final String SOURCE = "/issuer";

    /** As {@link EventLog}'s: longer than the producer's own limits, for all parts together. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Producer<String, CloudEvent> producer;
    private final EventCodec codec = new EventCodec();
    private final Clock clock;

    UsageLog(Producer<String, CloudEvent> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
    }

    /**
     * Writes a report: a record for each partition that has tokens of it.
     *
     * @throws ProblemException {@code log-unavailable}; {@code invalid-request} for what no reader of the log would take
     */
    public void append(ViewsReported report) {
        List<ProducerRecord<String, CloudEvent>> records = new ArrayList<>();
        for (ReportPart part : ReportPart.split(report)) {
            records.add(new ProducerRecord<>(
                    Topics.USAGE, part.partition(), part.key(), encode(part.eventId(), part.report())));
        }
        write(records);
    }

    /** As {@link #append(ViewsReported)}. */
    public void append(ViewerErased erased) {
        String link = erased.linkId();
        write(List.of(new ProducerRecord<>(
                Topics.USAGE,
                UsagePartition.of(link),
                link,
                encode(UUID.randomUUID().toString(), erased))));
    }

    private CloudEvent encode(String id, EdgepassEvent event) {
        try {
            return codec.encode(new LoggedEvent<>(id, SOURCE, clock.instant(), event));
        } catch (UnreadableEventException e) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST.detail(
                            "Nothing was done: no reader of the log would accept the event. " + e.getMessage() + "."),
                    e);
        }
    }

    private void write(List<ProducerRecord<String, CloudEvent>> records) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (ProducerRecord<String, CloudEvent> part : records) {
                sent.add(producer.send(part));
            }
            for (Future<RecordMetadata> part : sent) {
                part.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw unavailable(e);
        }
    }

    private static ProblemException unavailable(Exception cause) {
        return new ProblemException(
                ProblemType.LOG_UNAVAILABLE.detail(
                        "Kafka didn't acknowledge all of it: the log may have a part. Repeat the request, which does no harm; if this goes on, check the broker and whether there is the topic "
                                + Topics.USAGE + "."),
                cause);
    }
}
