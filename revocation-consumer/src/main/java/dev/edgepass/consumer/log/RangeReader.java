package dev.edgepass.consumer.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads ranges of any partition, one after another. No group, and nothing kept in Kafka. For one thread. */
public final class RangeReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Consumer<byte[], byte[]> consumer;

    RangeReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Takes a record; what it throws ends the reading. */
    @FunctionalInterface
    public interface Visitor<E extends Exception> {
        void visit(ConsumerRecord<byte[], byte[]> message) throws E;
    }

    /**
     * Shows the records from the offset {@code from} to before {@code to}, in their order. Where the topic has none at an offset, it is left out.
     *
     * @param to at most the partition's end
     * @throws LogTruncated where the partition has nothing at {@code from}
     * @throws LogUnavailable where the broker gives nothing for 15 s
     */
    public <E extends Exception> void read(TopicPartition partition, long from, long to, Visitor<E> visitor) throws E {
        String what = partition.toString();
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long at = from;
        long progress = System.nanoTime();
        while (at < to) {
            for (ConsumerRecord<byte[], byte[]> message : LogReader.reading(what, () -> consumer.poll(POLL))) {
                if (message.offset() < to) {
                    visitor.visit(message);
                }
            }
            long position = LogReader.reading(what, () -> consumer.position(partition));
            if (position > at) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > STALLED_NANOS) {
                throw new LogUnavailable("Kafka gives no record of " + partition + " from offset " + at, null);
            }
            at = position;
        }
    }

    @Override
    public void close() {
        LogReader.close(consumer);
    }
}
