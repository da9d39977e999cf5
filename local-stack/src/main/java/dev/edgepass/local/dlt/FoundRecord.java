package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventRecords;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.local.backup.LogRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log, and what this build's readers make of it.
 *
 * @param event null where they can't read it, or it is no event but words of a link
 * @param refusal why not, empty where they can
 */
record FoundRecord(
        RecordId id, LogRecord message, @Nullable LoggedEvent<? extends EdgepassEvent> event, String refusal) {
    private static final EventRecords EVENTS = new EventRecords();

    static FoundRecord of(String topic, LogRecord message) {
        RecordId id = new RecordId(topic, message.partition(), message.offset());
        try {
            ConsumerRecord<byte[], byte[]> read = consumed(topic, message);
            if (topic.equals(Topics.WORDS)) {
                WordsRecord.read(read);
                return new FoundRecord(id, message, null, "");
            }
            return new FoundRecord(id, message, EVENTS.read(read, kind(topic)), "");
        } catch (UnreadableEventException e) {
            return new FoundRecord(id, message, null, String.valueOf(e.getMessage()));
        }
    }

    boolean isReadable() {
        return refusal.isEmpty();
    }

    private static Class<? extends EdgepassEvent> kind(String topic) {
        return switch (topic) {
            case Topics.CONTROL -> ControlEvent.class;
            case Topics.ISSUANCE -> IssuanceEvent.class;
            case Topics.USAGE -> UsageEvent.class;
            case Topics.PUBLICATIONS -> FeedPublished.class;
            default -> NoticeRaised.class;
        };
    }

    private static ConsumerRecord<byte[], byte[]> consumed(String topic, LogRecord message) {
        RecordHeaders headers = new RecordHeaders();
        message.headers().forEach(header -> headers.add(header.name(), header.value()));
        return new ConsumerRecord<>(
                topic,
                message.partition(),
                message.offset(),
                message.timestamp(),
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                message.key(),
                message.value(),
                headers,
                Optional.empty());
    }
}
