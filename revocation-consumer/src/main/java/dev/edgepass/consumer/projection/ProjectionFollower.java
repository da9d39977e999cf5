package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the log from where the projection is stored, batch by batch. Every failure of Redis or Kafka leaves by an exception; {@link #resume} then begins again
 * at the stored position, so nothing is lost, applied twice or out of order. For one thread.
 */
public final class ProjectionFollower {
    private static final long CHECK_NANOS = Duration.ofSeconds(2).toNanos();

    private final Projection projection;
    private final LogReader log;
    private final ColdTier cold;
    private final Map<Integer, Long> positions = new HashMap<>();
    /** Of partitions whose next record is the last one that is folded in: by that the log's identity is verified. */
    private final Map<Integer, LogMark> unverified = new HashMap<>();

    private LogEnd end = new LogEnd("", Map.of());
    private boolean caughtUp;
    private long checkedAt;

    /** Of a topic of which nothing is kept elsewhere. */
    public ProjectionFollower(Projection projection, LogReader log) {
        this(projection, log, ColdTier.NONE);
    }

    /** @param cold where records are that Kafka has deleted, if they are kept at all */
    public ProjectionFollower(Projection projection, LogReader log, ColdTier cold) {
        this.projection = projection;
        this.log = log;
        this.cold = cold;
    }

    /**
     * Goes to the stored position. The record before it is read once more, by {@link #follow}, where the log still has it.
     *
     * @throws WrongLog where the log is another one, ends before that position, or begins after it and nothing is kept elsewhere
     * @throws dev.edgepass.consumer.log.LogTruncated where what is kept elsewhere doesn't reach to where it begins, or was altered
     */
    public void resume() {
        Map<Integer, Long> beginning = log.beginning();
        end = log.end();
        Progress stored = reached(beginning, projection.progress());
        checkedAt = System.nanoTime();
        for (TopicPartition partition : log.partitions()) {
            int number = partition.partition();
            long first = beginning.getOrDefault(number, 0L);
            requireSameLog(stored, number, first);
            positions.put(number, stored.position(number));
            seek(number, stored.mark(number), first);
        }
        caughtUp |= reached(end);
    }

    private void seek(int partition, LogMark last, long beginning) {
        boolean verifiable = !last.needsNoRecord() && beginning < last.position();
        if (verifiable) {
            unverified.put(partition, last);
        } else {
            unverified.remove(partition);
        }
        log.seek(partition, verifiable ? last.position() - 1 : last.position());
    }

    /** Folds what Kafka no longer has and this projection lacks, as after Redis was emptied. */
    private Progress reached(Map<Integer, Long> beginning, Progress stored) {
        if (cold == ColdTier.NONE) {
            return stored;
        }
        boolean read = false;
        for (TopicPartition partition : log.partitions()) {
            int number = partition.partition();
            long first = beginning.getOrDefault(number, 0L);
            long from = stored.position(number);
            stored.requireMadeFrom(end, number);
            if (first > from) {
                cold.readProved(partition, end.topicId(), from, first, messages -> {
                    long offset = messages.get(0).offset();
                    if (!projection.apply(number, offset, end.topicId(), messages)) {
                        throw new LogUnavailable("another projector writes meanwhile", null);
                    }
                });
                read = true;
            }
        }
        return read ? projection.progress() : stored;
    }

    private void requireSameLog(Progress stored, int partition, long beginning) {
        stored.requireMadeFrom(end, partition);
        if (beginning > stored.position(partition)) {
            throw new WrongLog("partition " + partition + " begins at " + beginning + " (expected: at most "
                    + stored.position(partition) + ", where Redis is)");
        }
    }

    /**
     * Waits for records, at most {@code atMost}, and folds them.
     *
     * @return how many
     * @throws WrongLog where the log was cut and grew again past the stored position
     */
    public int follow(Duration atMost) {
        if (System.nanoTime() - checkedAt >= CHECK_NANOS) {
            check();
        }
        ConsumerRecords<byte[], byte[]> records = log.poll(atMost);
        int folded = 0;
        for (TopicPartition partition : records.partitions()) {
            int number = partition.partition();
            List<ConsumerRecord<byte[], byte[]>> messages = unfolded(number, records.records(partition));
            if (messages.isEmpty()) {
                continue;
            }
            if (!projection.apply(number, positions.getOrDefault(number, 0L), end.topicId(), messages)) {
                resume();
                return 0;
            }
            positions.put(number, messages.get(messages.size() - 1).offset() + 1);
            folded += messages.size();
        }
        skipGaps();
        caughtUp |= reached(end);
        return folded;
    }

    /** Where compaction has left nothing up to where the log was read: the last record that was folded in may be gone, and those up to the end. */
    private void skipGaps() {
        for (TopicPartition partition : log.partitions()) {
            int number = partition.partition();
            long read = log.position(number);
            LogMark last = unverified.get(number);
            if (last != null && read >= last.position()) {
                unverified.remove(number);
            }
            long at = positions.getOrDefault(number, 0L);
            if (read > at && projection.skip(number, at, read, end.topicId())) {
                positions.put(number, read);
            }
        }
    }

    /** Without the record that was read once more, which has to be the one that was folded in. */
    private List<ConsumerRecord<byte[], byte[]>> unfolded(
            int partition, List<ConsumerRecord<byte[], byte[]>> messages) {
        LogMark last = unverified.remove(partition);
        if (last == null || !last.isAt(messages.get(0).offset() + 1)) {
            return messages;
        }
        String contradiction = last.contradiction(messages.get(0).timestamp());
        if (contradiction != null) {
            throw new WrongLog("partition " + partition + ": " + contradiction);
        }
        return messages.subList(1, messages.size());
    }

    /** Redis may have been flushed or restored, another instance may be at work, and the topic may have been made anew or cut off. */
    private void check() {
        LogEnd now = log.end();
        Progress stored = projection.progress();
        boolean moved = positions.entrySet().stream().anyMatch(at -> stored.position(at.getKey()) != at.getValue());
        boolean cutOff = positions.entrySet().stream().anyMatch(at -> now.offset(at.getKey()) < at.getValue());
        if (moved || cutOff || !now.topicId().equals(end.topicId())) {
            resume();
        }
        end = now;
        checkedAt = System.nanoTime();
    }

    private boolean reached(LogEnd target) {
        return unverified.isEmpty()
                && positions.entrySet().stream().allMatch(at -> at.getValue() >= target.offset(at.getKey()));
    }

    public ProjectionStatus status() {
        return ProjectionStatus.of(caughtUp, positions, end);
    }
}
