package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.LogEntry;
import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.RecordHeld;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the control log as the feed takes them. Thread-safe. */
record LogEntries(EventReader reader) {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MAX_EMPTY_POLLS = 20;

    Entry of(ConsumerRecord<byte[], byte[]> message) {
        return LogEntry.of(message, reader, (position, reason) -> {});
    }

    /**
     * As the publisher does, it passes over no event of an unknown type that isn't named for that.
     *
     * @throws RecordHeld at one
     */
    void requireKnown(Entry entry, String topicId) {
        String type = entry.unknownType();
        if (type != null && !reader.passOver().names(topicId, entry.offset())) {
            throw new RecordHeld(topicId, entry.offset(), type);
        }
    }

    /**
     * Folds what {@code fold} lacks, up to the log's end as it is now. For a fold that isn't published: it is kept small in memory.
     *
     * @param prunedTo cutoffs up to here are dropped
     * @param folded hears of each entry
     * @throws CannotRun where Kafka stops answering
     * @throws RecordHeld where the publisher would stop
     */
    void foldRest(FeedFold fold, LogReader log, long prunedTo, Consumer<Entry> folded) {
        LogEnd logEnd = log.end();
        long end = logEnd.offset(0);
        log.seek(0, fold.position());
        int silent = 0;
        while (fold.position() < end) {
            boolean read = false;
            for (ConsumerRecord<byte[], byte[]> message : log.poll(POLL)) {
                read = true;
                Entry entry = of(message);
                requireKnown(entry, logEnd.topicId());
                fold.apply(entry);
                fold.sealLargeTailInMemory(prunedTo);
                folded.accept(entry);
            }
            silent = read ? 0 : silent + 1;
            if (silent >= MAX_EMPTY_POLLS) {
                throw new CannotRun("Kafka stopped answering while the log was read.");
            }
        }
    }

    /**
     * The record with which the log reached {@code position}, which it has.
     *
     * @throws CannotRun where Kafka doesn't give it
     */
    Entry before(long position, LogReader log) {
        log.seek(0, position - 1);
        for (int i = 0; i < MAX_EMPTY_POLLS; i++) {
            for (ConsumerRecord<byte[], byte[]> message : log.poll(POLL)) {
                return of(message);
            }
        }
        throw new CannotRun("Kafka doesn't give the record before position " + position + ".");
    }
}
