package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.feed.LogEntry;
import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.RecordHeld;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records of the control log as the feed takes them. Thread-safe. */
record LogEntries(EventReader reader) {
    /**
     * Folds what {@code fold} lacks up to {@code to}. For a fold that isn't published: it is kept small in memory. As the publisher does, it passes over no event of
     * an unknown type that isn't named for that.
     *
     * @param passedOver offsets of such events that are passed over whether they are named or not
     * @param prunedTo cutoffs up to here are dropped
     * @param folded takes each entry after it was folded in
     * @throws CannotRun where Kafka stops answering
     * @throws RecordHeld where the publisher would stop
     */
    void fold(
            FeedFold fold,
            LogReader log,
            LogEnd to,
            Collection<Long> passedOver,
            long prunedTo,
            Consumer<Entry> folded) {
        LogScan.between(log, Map.of(0, fold.position()), to.offsets(), (partition, records) -> {
            for (ConsumerRecord<byte[], byte[]> message : records) {
                Entry entry = of(message);
                requireKnown(entry, to.topicId(), passedOver);
                fold.apply(entry);
                fold.sealLargeTailInMemory(prunedTo);
                folded.accept(entry);
            }
        });
    }

    private void requireKnown(Entry entry, String topicId, Collection<Long> passedOver) {
        String type = entry.unknownType();
        if (type != null
                && !passedOver.contains(entry.offset())
                && !reader.passOver().names(topicId, entry.offset())) {
            throw new RecordHeld(topicId, entry.offset(), type);
        }
    }

    /**
     * The record with which the log reached {@code position}, which it has.
     *
     * @throws CannotRun where Kafka doesn't give it
     */
    Entry before(long position, LogReader log) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        LogScan.between(
                log, Map.of(0, position - 1), Map.of(0, position), (partition, records) -> found.addAll(records));
        return of(found.get(0));
    }

    private Entry of(ConsumerRecord<byte[], byte[]> message) {
        return LogEntry.of(message, reader, (position, reason) -> {});
    }
}
