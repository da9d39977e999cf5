package dev.edgepass.consumer.notice.rule;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.jdk.Sha256;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/**
 * The notices topic to its writer here. The topic itself says which notices were raised, whoever raised them: nothing else is kept, so nothing is raised again where
 * Redis lost all or counts are rebuilt. It has records of 30 days, and older occasions are nothing for it. Thread-safe.
 */
final class RaisedNotices {
    private static final String SOURCE = "/revocation-consumer";
    private static final Duration POLL = Duration.ofMillis(500);
    /** In a row, so 5 s. */
    private static final int MOST_EMPTY_POLLS = 10;

    private final EventCodec codec = new EventCodec();
    private final EventLog events;
    private final EventReader reader;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final Clock clock;
    /** 16 bytes of an id's SHA-256 each. */
    private final Set<ByteBuffer> raised = new HashSet<>();

    private String topicId = "";
    private long position;

    RaisedNotices(EventLog events, EventReader reader, KafkaOperations<byte[], byte[]> kafka, Clock clock) {
        this.events = events;
        this.reader = reader;
        this.kafka = kafka;
        this.clock = clock;
    }

    /**
     * Writes the notice unless the log has one of its id. Once it returns the log has it, on all replicas in sync. Two programs at once may both write it.
     *
     * @throws LogUnavailable where Kafka doesn't answer in time: it may be there or not
     */
    synchronized void raise(NoticeRaised notice) {
        ByteBuffer id = idOf(notice);
        if (raised.contains(id)) {
            return;
        }
        follow();
        if (!raised.contains(id)) {
            write(notice);
            raised.add(id);
        }
    }

    private void follow() {
        try (LogReader log = events.notices(null)) {
            LogEnd end = log.end();
            if (!end.topicId().equals(topicId) || end.offset(0) < position) {
                topicId = end.topicId();
                position = 0;
                raised.clear();
            }
            position = Math.max(position, log.beginning().getOrDefault(0, 0L));
            if (position < end.offset(0)) {
                log.seek(0, position);
                read(log, end.offset(0));
            }
        }
    }

    private void read(LogReader log, long end) {
        for (int empty = 0; position < end; empty++) {
            for (ConsumerRecord<byte[], byte[]> message : log.poll(POLL)) {
                take(message);
                position = message.offset() + 1;
                empty = 0;
            }
            if (empty == MOST_EMPTY_POLLS) {
                throw new LogUnavailable("Kafka gives no record of " + Topics.NOTICES, null);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> message) {
        try {
            raised.add(idOf(reader.notice(message).data()));
        } catch (UnreadableEventException e) {
            // Not a notice: its readers make a dead letter of it.
        }
    }

    private void write(NoticeRaised notice) {
        try {
            kafka.send(KafkaMessageFactory.createWriter(Topics.NOTICES, Sha256.utf8(notice.linkId()))
                            .writeBinary(codec.encode(new LoggedEvent<>(notice.id(), SOURCE, clock.instant(), notice))))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException | KafkaException | org.springframework.kafka.KafkaException e) {
            throw new LogUnavailable("Kafka took no notice: " + e.getMessage(), e);
        }
    }

    private static ByteBuffer idOf(NoticeRaised notice) {
        return ByteBuffer.wrap(Sha256.hash(notice.id()), 0, 16).slice();
    }
}
