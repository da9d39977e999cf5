package dev.edgepass.consumer.log;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

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
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long at = from;
            long progress = System.nanoTime();
            while (at < to) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    if (message.offset() < to) {
                        visitor.visit(message);
                    }
                }
                long position = consumer.position(partition);
                if (position > at) {
                    progress = System.nanoTime();
                } else if (System.nanoTime() - progress > STALLED_NANOS) {
                    throw new LogUnavailable("Kafka gives no record of " + partition + " from offset " + at, null);
                }
                at = position;
            }
        } catch (OffsetOutOfRangeException e) {
            throw new LogTruncated(
                    "the log has no record at the place to read from: " + e.offsetOutOfRangePartitions());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            throw new LogUnavailable("reading " + partition + " failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
