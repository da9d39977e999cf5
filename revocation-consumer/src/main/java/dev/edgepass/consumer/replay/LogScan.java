package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Reads a part of a topic that has an end. */
final class LogScan {
    private static final Duration POLL = Duration.ofMillis(500);
    /** In a row, so 10 s: Kafka has the records, and gives none. */
    private static final int MOST_EMPTY_POLLS = 20;

    private LogScan() {}

    /** Takes records of one partition that were read together, in their order. */
    @FunctionalInterface
    interface Batch {
        void take(int partition, List<ConsumerRecord<byte[], byte[]>> records);
    }

    /**
     * Reads all that is there.
     *
     * @throws CannotRun where Kafka stops answering
     * @throws dev.edgepass.consumer.log.LogUnavailable where it doesn't answer at all
     */
    static void all(LogReader log, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        between(log, Map.of(), log.end().offsets(), (partition, records) -> records.forEach(each));
    }

    /**
     * As {@link #all}, with the records before those that Kafka has deleted.
     *
     * @throws dev.edgepass.consumer.log.LogTruncated where they aren't kept elsewhere
     */
    static void joined(LogReader log, ColdTier cold, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        LogEnd end = log.end();
        Map<Integer, Long> beginning = log.beginning();
        for (TopicPartition partition : log.partitions()) {
            long first = beginning.getOrDefault(partition.partition(), 0L);
            if (first > 0) {
                cold.read(partition, end.topicId(), 0, first, records -> records.forEach(each));
            }
        }
        between(log, beginning, end.offsets(), (partition, records) -> records.forEach(each));
    }

    /**
     * Reads exactly the records that there are between two offsets of each partition.
     *
     * @param from by partition; 0 where a partition isn't named
     * @param to by partition, excluded; the log reaches to there
     * @throws CannotRun where Kafka stops answering
     */
    static void between(LogReader log, Map<Integer, Long> from, Map<Integer, Long> to, Batch batch) {
        Map<Integer, Long> at = new HashMap<>();
        for (TopicPartition partition : log.partitions()) {
            int number = partition.partition();
            long first = from.getOrDefault(number, 0L);
            at.put(number, first);
            log.seek(number, first);
        }
        int empty = 0;
        while (to.entrySet().stream().anyMatch(end -> at.getOrDefault(end.getKey(), 0L) < end.getValue())) {
            ConsumerRecords<byte[], byte[]> read = log.poll(POLL);
            for (TopicPartition partition : read.partitions()) {
                int number = partition.partition();
                long end = to.getOrDefault(number, 0L);
                List<ConsumerRecord<byte[], byte[]>> records = read.records(partition).stream()
                        .filter(record -> record.offset() < end)
                        .toList();
                if (!records.isEmpty()) {
                    batch.take(number, records);
                    at.put(number, records.get(records.size() - 1).offset() + 1);
                }
            }
            // Compaction may have left nothing before the end.
            at.replaceAll((number, next) -> Math.max(next, log.position(number)));
            empty = read.isEmpty() ? empty + 1 : 0;
            if (empty >= MOST_EMPTY_POLLS) {
                throw new CannotRun("Kafka stopped answering while the log was read.");
            }
        }
    }
}
