package dev.edgepass.consumer.log;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One topic, read from any offset. For one thread. */
public interface SeekableLog {
    /**
     * Asks the broker, by a round trip now. Every record acknowledged before this call lies before the answer.
     *
     * @throws LogUnavailable where it doesn't answer within 5 s
     */
    LogEnd end();

    /**
     * Asks the broker for the first offset of {@code partition} whose record it took at or after {@code wallMillis}, since the epoch; -1 where all are older.
     *
     * @throws LogUnavailable where it doesn't answer within 5 s
     */
    long offsetAt(int partition, long wallMillis);

    /** The next {@link #poll} gives records from {@code offset} on. */
    void seek(int partition, long offset);

    /**
     * The next records, waiting for the first at most {@code timeout}; none where the broker is away.
     *
     * @throws LogTruncated where the log has nothing at the place to read from
     * @throws LogUnavailable where reading fails, at once
     */
    Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout);
}
