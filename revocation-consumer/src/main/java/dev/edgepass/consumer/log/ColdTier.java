package dev.edgepass.consumer.log;

import dev.edgepass.jdk.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

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
     * @param batch takes some at a time, never none, and each time that they are read the same ones; what it throws ends the reading
     * @throws LogTruncated where it doesn't have them all, or what it has was altered; the message names the offsets
     * @throws RuntimeException where it can't be asked
     */
    void read(
            TopicPartition partition,
            String topicId,
            long from,
            long to,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> batch);

    /**
     * The same for who can't take back what was shown: shows nothing but what is proved. It reads twice, and shows of the second reading what the first one, which was proved, had.
     *
     * @throws LogTruncated as {@link #read}; also where the second reading has something else
     */
    default void readProved(
            TopicPartition partition,
            String topicId,
            long from,
            long to,
            Consumer<List<ConsumerRecord<byte[], byte[]>>> batch) {
        List<byte[]> proved = new ArrayList<>();
        read(partition, topicId, from, to, records -> proved.add(digest(records)));
        Iterator<byte[]> next = proved.iterator();
        read(partition, topicId, from, to, records -> {
            if (!next.hasNext() || !Arrays.equals(next.next(), digest(records))) {
                throw new LogTruncated(
                        "what is kept of " + partition + " was altered between two readings, at or behind offset "
                                + records.get(0).offset());
            }
            batch.accept(records);
        });
    }

    private static byte[] digest(List<ConsumerRecord<byte[], byte[]>> records) {
        MessageDigest digest = Sha256.digest();
        for (ConsumerRecord<byte[], byte[]> message : records) {
            digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(message.offset())
                    .putLong(message.timestamp())
                    .flip());
            add(message.key(), digest);
            add(message.value(), digest);
            for (Header header : message.headers()) {
                add(Sha256.utf8(header.key()), digest);
                add(header.value(), digest);
            }
            add(null, digest);
        }
        return digest.digest();
    }

    /** With its length before it, so that no two records are alike. */
    private static void add(byte @Nullable [] part, MessageDigest digest) {
        digest.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part == null ? -1 : part.length)
                .flip());
        if (part != null) {
            digest.update(part);
        }
    }
}
