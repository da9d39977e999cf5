package dev.edgepass.consumer.audit.index;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.event.UnreadableEventException;
import java.util.LongSummaryStatistics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Records to rows. One that can't be read is a row without keys; the control log is held at a type that this build doesn't know, as by the other projections. */
final class RowReader {
    private static final long[] NONE = {};

    private final EventReader reader;

    RowReader(EventReader reader) {
        this.reader = reader;
    }

    /**
     * @throws RecordHeld at a control event of an unknown type that isn't passed over
     */
    IndexRow read(int log, String topicId, ConsumerRecord<byte[], byte[]> message) {
        try {
            EdgepassEvent event = event(log, message);
            long[] keys = EventKeys.of(event, message.offset() + 1).stream()
                    .mapToLong(EventKeys::hash)
                    .toArray();
            return new IndexRow(
                    message.offset(),
                    message.timestamp(),
                    EventType.of(event).ceType(),
                    message.value(),
                    keys,
                    event instanceof FeedPublished published ? positions(published) : null);
        } catch (UnreadableEventException e) {
            if (log == LogNumber.CONTROL
                    && e instanceof UnknownEventException unknown
                    && !reader.passOver().names(topicId, message.offset())) {
                throw new RecordHeld(topicId, message.offset(), unknown.type());
            }
            return new IndexRow(message.offset(), message.timestamp(), "", null, NONE, null);
        }
    }

    private EdgepassEvent event(int log, ConsumerRecord<byte[], byte[]> message) {
        return switch (log) {
            case LogNumber.CONTROL -> reader.control(message).data();
            case LogNumber.PUBLICATIONS -> reader.publication(message).data();
            default -> reader.issuance(message).data();
        };
    }

    static long @Nullable [] positions(FeedPublished event) {
        LongSummaryStatistics positions =
                event.heads().stream().mapToLong(FeedPublished.Head::position).summaryStatistics();
        FeedPublished.Replaced after = event.after();
        if (after != null) {
            positions.accept(after.position());
        }
        event.notInForce().forEach(offset -> positions.accept(offset + 1));
        return positions.getCount() == 0 ? null : new long[] {positions.getMin(), positions.getMax()};
    }
}
