package dev.edgepass.consumer.audit.index;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.LogUnavailable;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.ProjectionStatus;
import dev.edgepass.consumer.projection.WriteBehind;
import dev.edgepass.consumer.projection.WrongLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one topic from where the index is, in transactions of many records while it is behind: it reads on while the last one is written. For one thread. */
final class IndexFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(IndexFollower.class);

    /** How often the log's end is asked for: an answer about now waits for that. */
    private static final long CHECK_NANOS = Duration.ofMillis(400).toNanos();
    /** While it is behind: nobody waits for the end then, and a check waits for what is written. */
    private static final long CHECK_BEHIND_NANOS = Duration.ofSeconds(5).toNanos();

    private final AuditIndex index;
    private final RowReader rows;
    private final LogReader kafka;
    private final ColdTier cold;
    private final InstantSource clock;
    private final Map<Integer, Integer> numbers = new TreeMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    /** Behind the transaction that may still be under way. */
    private final Map<Integer, Long> begun = new HashMap<>();

    private final Map<Integer, Long> firsts = new HashMap<>();
    /** Of partitions whose next record is the last one that is indexed: by that the log's identity is verified. */
    private final Map<Integer, LogMark> unverified = new HashMap<>();

    private final Executor writer;
    private WriteBehind writes;
    private LogEnd end = new LogEnd("", Map.of());
    private long endAsOf;
    private long generation;
    private long checkedAt;
    private boolean caughtUp;

    /** @param cold where records are that Kafka has deleted, if they are kept at all */
    IndexFollower(AuditIndex index, RowReader rows, LogReader kafka, ColdTier cold, InstantSource clock) {
        this.index = index;
        this.rows = rows;
        this.kafka = kafka;
        this.cold = cold;
        this.clock = clock;
        this.writer = WriteBehind.thread("audit-index-write");
        this.writes = new WriteBehind(writer);
        for (TopicPartition partition : kafka.partitions()) {
            numbers.put(partition.partition(), LogNumber.of(partition.topic(), partition.partition()));
        }
    }

    /**
     * Goes to where the index is.
     *
     * @throws WrongLog where the log is another one, or ends before that
     */
    void resume() {
        writes = new WriteBehind(writer);
        index.requireSound();
        // Before the positions: of an index that is dropped in between nothing is known then.
        generation = index.generation();
        Map<Integer, Long> beginning = kafka.beginning();
        askEnd();
        indexDeleted(beginning, index.progress(numbers));
        Progress stored = index.progress(numbers);
        for (int partition : numbers.keySet()) {
            long first = beginning.getOrDefault(partition, 0L);
            stored.requireMadeFrom(end, partition);
            boolean isNew = !stored.positions().containsKey(partition);
            if (!isNew && first > stored.position(partition)) {
                throw new WrongLog("partition " + partition + " begins at " + first + " (expected: at most "
                        + stored.position(partition) + ", where the audit's index is)");
            }
            long at = isNew ? first : stored.position(partition);
            positions.put(partition, at);
            begun.put(partition, at);
            firsts.put(partition, first);
            LogMark last = stored.mark(partition);
            boolean verifiable = !isNew && !last.needsNoRecord() && first < last.position();
            if (verifiable) {
                unverified.put(partition, last);
            } else {
                unverified.remove(partition);
            }
            kafka.seek(partition, verifiable ? at - 1 : at);
        }
    }

    /**
     * Indexes what Kafka has deleted and the index lacks. Where nothing is kept, the index begins where Kafka's log does.
     *
     * @throws LogTruncated where the archive lacks it, or was altered: an index without it would look whole
     */
    private void indexDeleted(Map<Integer, Long> beginning, Progress stored) {
        if (cold == ColdTier.NONE) {
            return;
        }
        for (TopicPartition partition : kafka.partitions()) {
            int number = partition.partition();
            long first = beginning.getOrDefault(number, 0L);
            long from = stored.position(number);
            stored.requireMadeFrom(end, number);
            if (first > from) {
                cold.readProved(partition, end.topicId(), from, first, messages -> indexDeleted(number, messages));
            }
        }
    }

    private void indexDeleted(int partition, List<ConsumerRecord<byte[], byte[]>> messages) {
        int number = numbers.getOrDefault(partition, 0);
        long from = messages.get(0).offset();
        List<IndexRow> rowsOf = messages.stream()
                .map(message -> rows.read(number, end.topicId(), message))
                .toList();
        if (!index.write(end.topicId(), List.of(new IndexBatch(number, from, from, rowsOf)))) {
            throw new LogUnavailable("the index was dropped meanwhile", null);
        }
    }

    /**
     * Waits for records, at most {@code atMost}, and begins to index them. At the log's end they are indexed when this returns.
     *
     * @return how many
     * @throws WrongLog where the log was made anew, or was cut and grew again
     * @throws RecordHeld at a record that the index stops at, once those before it are written
     */
    int follow(Duration atMost) {
        long unchecked = System.nanoTime() - checkedAt;
        if (unchecked >= (isBehind() ? CHECK_BEHIND_NANOS : CHECK_NANOS) && awaitWritten()) {
            check();
        }
        Gathered gathered = new Gathered();
        RecordHeld held = null;
        int more;
        do {
            // While it is behind there is more, which only has to be fetched.
            ConsumerRecords<byte[], byte[]> records = kafka.poll(atMost);
            more = records.count();
            held = gather(records, gathered);
        } while (more > 0 && !gathered.isFull() && held == null && isBehind());
        int taken = write(gathered.rows());
        if (held != null) {
            awaitWritten();
            throw held;
        }
        if (!isBehind() && awaitWritten() && unverified.isEmpty() && !isBehind()) {
            caughtUp = true;
            numbers.values().forEach(number -> index.current(number, endAsOf, generation));
        }
        return taken;
    }

    /** Whether the last transaction was one; where it wasn't, this goes back to where the index is. */
    private boolean awaitWritten() {
        if (!writes.awaitWritten()) {
            resume();
            return false;
        }
        positions.putAll(begun);
        return true;
    }

    private @Nullable RecordHeld gather(ConsumerRecords<byte[], byte[]> records, Gathered gathered) {
        for (TopicPartition partition : records.partitions()) {
            int number = partition.partition();
            for (ConsumerRecord<byte[], byte[]> message : unindexed(number, records.records(partition))) {
                try {
                    gathered.add(
                            number,
                            message,
                            rows.read(LogNumber.of(partition.topic(), number), end.topicId(), message));
                } catch (RecordHeld e) {
                    return e;
                }
            }
        }
        return null;
    }

    private int write(Map<Integer, List<IndexRow>> gathered) {
        List<IndexBatch> batches = new ArrayList<>();
        gathered.forEach((partition, rowsOf) -> {
            batches.add(new IndexBatch(
                    numbers.getOrDefault(partition, 0),
                    firsts.getOrDefault(partition, 0L),
                    begun.getOrDefault(partition, 0L),
                    rowsOf));
        });
        if (batches.isEmpty() || !awaitWritten()) {
            return 0;
        }
        String topicId = end.topicId();
        writes.then(() -> index.write(topicId, batches));
        gathered.forEach((partition, rowsOf) ->
                begun.put(partition, rowsOf.get(rowsOf.size() - 1).offset() + 1));
        return batches.stream().mapToInt(batch -> batch.rows().size()).sum();
    }

    /** Without the record that was read once more, which has to be the one that is indexed. */
    private List<ConsumerRecord<byte[], byte[]>> unindexed(
            int partition, List<ConsumerRecord<byte[], byte[]>> messages) {
        LogMark last = messages.isEmpty() ? null : unverified.remove(partition);
        if (last == null || !last.isAt(messages.get(0).offset() + 1)) {
            return messages;
        }
        String contradiction = last.contradiction(messages.get(0).timestamp());
        if (contradiction != null) {
            throw new WrongLog("partition " + partition + ": " + contradiction);
        }
        return messages.subList(1, messages.size());
    }

    /** The index may have been dropped, and the topic may have been made anew or cut off. */
    private void check() {
        index.requireSound();
        String topicId = end.topicId();
        askEnd();
        Progress stored = index.progress(numbers);
        boolean moved = positions.entrySet().stream()
                .anyMatch(at -> at.getValue() > 0
                        && stored.positions().getOrDefault(at.getKey(), -1L)
                                != at.getValue().longValue()
                        && !isUntouched(stored, at.getKey()));
        boolean cutOff = positions.entrySet().stream().anyMatch(at -> end.offset(at.getKey()) < at.getValue());
        if (moved || cutOff || generation != index.generation() || !topicId.equals(end.topicId())) {
            resume();
        }
    }

    /** A partition of which the index has no record yet, as where Kafka's begins later and nothing came since. */
    private boolean isUntouched(Progress stored, int partition) {
        return !stored.positions().containsKey(partition)
                && positions.getOrDefault(partition, 0L).equals(firsts.getOrDefault(partition, 0L));
    }

    private void askEnd() {
        long now = clock.millis();
        end = kafka.end();
        endAsOf = now;
        checkedAt = System.nanoTime();
    }

    private boolean isBehind() {
        return numbers.keySet().stream().anyMatch(partition -> kafka.position(partition) < end.offset(partition));
    }

    /** Waits for what is under way: an index that is closed is written no more. */
    @Override
    public void close() {
        try {
            writes.awaitWritten();
        } catch (RuntimeException e) {
            log.debug("the last transaction failed", e);
        }
    }

    ProjectionStatus status() {
        return ProjectionStatus.of(caughtUp, positions, end);
    }
}
