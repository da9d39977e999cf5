package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.UnreadableEventException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Counts the tokens that were issued by a moment and hadn't expired then, by link: what Redis can't be asked, since it forgets them. For one thread. */
final class PastTokens {
    private static final String NO_LINK = "";

    private final EventReader reader;
    private final Instant at;
    private final Map<String, Long> byLink = new HashMap<>();
    private long count;

    PastTokens(EventReader reader, Instant at) {
        this.reader = reader;
        this.at = at;
    }

    /**
     * Reads the issuance topic, of each partition up to the first record that the log took after the moment.
     *
     * @param read takes the number of records of each batch
     */
    void read(LogReader log, ColdTier cold, LongConsumer read) {
        LogEnd end = log.end();
        Map<Integer, Long> beginning = log.beginning();
        Map<Integer, Long> from = new HashMap<>();
        Map<Integer, Long> to = new HashMap<>();
        for (TopicPartition partition : log.partitions()) {
            int number = partition.partition();
            long first = beginning.getOrDefault(number, 0L);
            long after = log.offsetAt(number, at.toEpochMilli() + 1);
            from.put(number, first);
            to.put(number, after < 0 ? end.offset(number) : after);
            if (first > 0) {
                boolean[] isOver = {false};
                cold.read(partition, end.topicId(), 0, first, messages -> {
                    for (ConsumerRecord<byte[], byte[]> message : messages) {
                        isOver[0] |= message.timestamp() > at.toEpochMilli();
                        if (!isOver[0]) {
                            count(message);
                        }
                    }
                    read.accept(messages.size());
                });
                if (isOver[0]) {
                    to.put(number, first);
                }
            }
        }
        LogScan.between(log, from, to, (partition, messages) -> {
            messages.forEach(this::count);
            read.accept(messages.size());
        });
    }

    private void count(ConsumerRecord<byte[], byte[]> message) {
        try {
            IssuanceEvent.Grant grant = reader.issuance(message).data().grant();
            if (grant.expiresAt().isAfter(at)) {
                count++;
                byLink.merge(grant.linkId() == null ? NO_LINK : grant.linkId(), 1L, Long::sum);
            }
        } catch (UnreadableEventException e) {
            // The projection made a dead letter of it.
        }
    }

    /** Of all tokens, those without a link too. */
    long count() {
        return count;
    }

    long ofLink(String link) {
        return byLink.getOrDefault(link, 0L);
    }
}
