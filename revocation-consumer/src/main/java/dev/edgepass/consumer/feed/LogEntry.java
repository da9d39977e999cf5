package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.event.UnreadableEventException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the control log as entries of the feed. Stateless, so as thread-safe as its reader. */
public final class LogEntry {
    private LogEntry() {}

    /**
     * @param unreadable takes the position of a record that can't be read, and the cause
     */
    public static Entry of(
            ConsumerRecord<byte[], byte[]> message,
            EventReader reader,
            BiConsumer<Long, UnreadableEventException> unreadable) {
        long position = message.offset() + 1;
        try {
            return new Entry(
                    position, message.timestamp(), reader.control(message).data());
        } catch (UnreadableEventException e) {
            unreadable.accept(position, e);
            return e instanceof UnknownEventException unknown
                    ? Entry.unknown(position, message.timestamp(), unknown.type())
                    : new Entry(position, message.timestamp(), null);
        }
    }
}
