package dev.edgepass.consumer.audit.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Rows of the next transaction by partition, bounded by number and by what they take in memory. For one thread. */
final class Gathered {
    private static final int MOST_RECORDS = 20_000;

    /** In bytes, about: one poll may go past it. */
    static final long MOST_BYTES = 16 << 20;

    /** That an entry of a tree takes while it is written. */
    private static final int REF_BYTES = 48;

    private final Map<Integer, List<IndexRow>> rows = new TreeMap<>();
    private int records;
    private long bytes;

    void add(int partition, ConsumerRecord<byte[], byte[]> message, IndexRow row) {
        rows.computeIfAbsent(partition, none -> new ArrayList<>()).add(row);
        records++;
        bytes += Math.max(0, message.serializedValueSize()) + (long) REF_BYTES * row.keys().length;
    }

    boolean isFull() {
        return records >= MOST_RECORDS || bytes >= MOST_BYTES;
    }

    /** None of them is empty. */
    Map<Integer, List<IndexRow>> rows() {
        return rows;
    }
}
