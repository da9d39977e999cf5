package dev.edgepass.consumer.archive;

import dev.edgepass.audit.ArchivedRecord;
import dev.edgepass.consumer.archive.core.ArchiveStopped;
import dev.edgepass.consumer.archive.core.LogRecords;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.RangeReader;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.event.UnreadableEventException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** The records of a partition as Kafka has them. The control topic's are looked at first: what people wrote isn't archived unless a setting says so. */
final class TopicRecords implements LogRecords {
    private final RangeReader reader;
    private final TopicPartition partition;
    private final String topicId;
    private final EventReader events;
    private final boolean acceptPlainWords;

    TopicRecords(
            RangeReader reader,
            TopicPartition partition,
            String topicId,
            EventReader events,
            boolean acceptPlainWords) {
        this.reader = reader;
        this.partition = partition;
        this.topicId = topicId;
        this.events = events;
        this.acceptPlainWords = acceptPlainWords;
    }

    /** Either of the two that a visitor throws. */
    private static final class Ended extends Exception {
        Ended(Exception cause) {
            super(cause);
        }
    }

    @Override
    public void read(long from, long to, Visitor visitor) throws IOException, ArchiveStopped {
        try {
            reader.<Ended>read(partition, from, to, message -> visit(message, visitor));
        } catch (Ended e) {
            if (e.getCause() instanceof ArchiveStopped stopped) {
                throw stopped;
            }
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IllegalStateException(e);
        } catch (LogTruncated e) {
            throw new ArchiveStopped(
                    "the topic has no record at offset " + from + ", which isn't archived yet: its begin was cut");
        }
    }

    private void visit(ConsumerRecord<byte[], byte[]> message, Visitor visitor) throws Ended {
        try {
            requireNoWords(message);
            visitor.visit(archived(message));
        } catch (IOException | ArchiveStopped e) {
            throw new Ended(e);
        }
    }

    private void requireNoWords(ConsumerRecord<byte[], byte[]> message) throws ArchiveStopped {
        if (acceptPlainWords || !partition.topic().equals(Topics.CONTROL) || message.value() == null) {
            return;
        }
        boolean hasWords;
        try {
            hasWords = PlainWords.areIn(events.control(message).data());
        } catch (UnknownEventException e) {
            if (events.passOver().names(topicId, message.offset())) {
                return;
            }
            throw new ArchiveStopped(
                    "the record at offset " + message.offset() + " is an event of the type " + e.type()
                            + ", which this build doesn't know, so it can't be told whether words of people are in it: docs/upgrade.md, \"A held position\"");
        } catch (UnreadableEventException e) {
            // It is no event.
            return;
        }
        if (hasWords) {
            throw new ArchiveStopped("the record at offset " + message.offset()
                    + " holds a label, a recipient or a password's hash in plain, as releases before the words topic wrote them, and what is archived can't be erased."
                    + " To archive them all the same: edgepass.archive.accept-plain-words=true");
        }
    }

    static ArchivedRecord archived(ConsumerRecord<byte[], byte[]> message) {
        List<ArchivedRecord.Header> headers = new ArrayList<>();
        for (Header header : message.headers()) {
            headers.add(new ArchivedRecord.Header(header.key(), header.value()));
        }
        return new ArchivedRecord(message.offset(), message.timestamp(), headers, message.key(), message.value());
    }
}
