package dev.edgepass.consumer.log;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventRecords;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.UnknownEventException;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.event.UsageEvent;
import dev.edgepass.event.WordsRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The log's records as events ({@link EventRecords}), beside which of them are passed over by setting. Thread-safe. */
public final class EventReader {
    private final EventRecords records = new EventRecords();
    private final PassOver passOver;

    public EventReader() {
        this(PassOver.NONE);
    }

    public EventReader(PassOver passOver) {
        this.passOver = passOver;
    }

    /** The records that are passed over though this build doesn't know their type. */
    public PassOver passOver() {
        return passOver;
    }

    /**
     * @throws UnknownEventException where it is an event of a type or version that this build doesn't know
     * @throws UnreadableEventException where it isn't an event of the control topic
     */
    public LoggedEvent<ControlEvent> control(ConsumerRecord<byte[], byte[]> message) {
        return records.read(message, ControlEvent.class);
    }

    /**
     * @throws UnreadableEventException where it isn't a record of the words topic
     */
    public WordsRecord words(ConsumerRecord<byte[], byte[]> message) {
        return WordsRecord.read(message);
    }

    /**
     * @throws UnreadableEventException where it isn't an event of the issuance topic
     */
    public LoggedEvent<IssuanceEvent> issuance(ConsumerRecord<byte[], byte[]> message) {
        return records.read(message, IssuanceEvent.class);
    }

    /**
     * @throws UnreadableEventException where it isn't an event of the usage topic
     */
    public LoggedEvent<UsageEvent> usage(ConsumerRecord<byte[], byte[]> message) {
        return records.read(message, UsageEvent.class);
    }

    /**
     * @throws UnreadableEventException where it isn't an event of the notices topic
     */
    public LoggedEvent<NoticeRaised> notice(ConsumerRecord<byte[], byte[]> message) {
        return records.read(message, NoticeRaised.class);
    }

    /**
     * @throws UnreadableEventException where it isn't an event of the publications topic
     */
    public LoggedEvent<FeedPublished> publication(ConsumerRecord<byte[], byte[]> message) {
        return records.read(message, FeedPublished.class);
    }
}
