package dev.edgepass.consumer.replay;

import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its beginning to its end as it is now. */
final class WholeLog {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final int MAX_EMPTY_POLLS = 20;

    private WholeLog() {}

    /**
     * @throws CannotRun where Kafka stops answering
     * @throws dev.edgepass.consumer.log.LogUnavailable where it doesn't answer at all
     */
    static void read(LogReader reader, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        LogEnd end = reader.end();
        Map<Integer, Long> left = new HashMap<>();
        for (TopicPartition partition : reader.partitions()) {
            reader.seek(partition.partition(), 0);
            left.put(partition.partition(), end.offset(partition.partition()));
        }
        left.values().removeIf(offset -> offset == 0);
        int silent = 0;
        while (!left.isEmpty()) {
            boolean read = false;
            for (ConsumerRecord<byte[], byte[]> message : reader.poll(POLL)) {
                read = true;
                if (message.offset() < left.getOrDefault(message.partition(), 0L)) {
                    records.accept(message);
                }
                if (message.offset() + 1 >= left.getOrDefault(message.partition(), Long.MAX_VALUE)) {
                    left.remove(message.partition());
                }
            }
            silent = read ? 0 : silent + 1;
            if (silent >= MAX_EMPTY_POLLS) {
                throw new CannotRun("Kafka stopped answering while the log was read.");
            }
        }
    }
}
