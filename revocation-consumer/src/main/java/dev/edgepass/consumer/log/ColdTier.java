package dev.edgepass.consumer.log;

import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The records that Kafka has deleted, where they are kept. Thread-safe. */
public interface ColdTier {
    /** Where nothing is kept: says which records are gone. */
    ColdTier NONE = (partition, topicId, from, to, batch) -> {
        throw new LogTruncated("Kafka has no records " + from + " to " + (to - 1) + " of " + partition
                + ", and there is no archive to read them from (setting edgepass.archive.key-file)");
    };

    /**
     * Shows the records from the offset {@code from} to before {@code to}, all of them, in their order, as Kafka had them. What it shows isn't proved until it returns.
     *
     * @param topicId Kafka's id of the topic
     * @param batch takes some at a time, never none; what it throws ends the reading
     * @throws LogTruncated where it doesn't have them all, or what it has was altered; the message names the offsets
     * @throws RuntimeException where it can't be asked
     */
    void read(
            TopicPartition partition,
            String topicId,
            long from,
            long to,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> batch);
}
