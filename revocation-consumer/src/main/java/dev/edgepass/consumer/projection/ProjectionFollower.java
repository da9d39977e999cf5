package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.ProjectionStatus.State;
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
    private final Map<Integer, Long> positions = new HashMap<>();
    private LogEnd end = new LogEnd("", Map.of());
    private boolean caughtUp;
    private long checkedAt;

    public ProjectionFollower(Projection projection, LogReader log) {
        this.projection = projection;
        this.log = log;
    }

    /** The log isn't the one that the projection was made from. */
    public static final class WrongLog extends RuntimeException {
        WrongLog(String message) {
            super(message);
        }
    }

    /**
     * Goes to the stored position.
     *
     * @throws WrongLog where the log is another one, ends before that position, or begins after it
     */
    public void resume() {
        Progress stored = projection.progress();
        Map<Integer, Long> beginning = log.beginning();
        end = log.end();
        checkedAt = System.nanoTime();
        for (TopicPartition partition : log.partitions()) {
            int number = partition.partition();
            requireSameLog(stored, number, beginning.getOrDefault(number, 0L));
            positions.put(number, stored.position(number));
            log.seek(number, stored.position(number));
        }
        caughtUp |= reached(end);
    }

    private void requireSameLog(Progress stored, int partition, long beginning) {
        String known = stored.topicId().orElse(end.topicId());
        if (!known.equals(end.topicId())) {
            throw new WrongLog("topic id " + end.topicId() + " (expected: " + known + ", which Redis was made from)");
        }
        if (end.offset(partition) < stored.position(partition)) {
            throw new WrongLog("partition " + partition + " ends at " + end.offset(partition) + " (expected: at least "
                    + stored.position(partition) + ", where Redis is)");
        }
        if (beginning > stored.position(partition)) {
            throw new WrongLog("partition " + partition + " begins at " + beginning + " (expected: at most "
                    + stored.position(partition) + ", where Redis is)");
        }
    }

    /**
     * Waits for records, at most {@code atMost}, and folds them.
     *
     * @return how many
     */
    public int follow(Duration atMost) {
        if (System.nanoTime() - checkedAt >= CHECK_NANOS) {
            check();
        }
        ConsumerRecords<byte[], byte[]> records = log.poll(atMost);
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> messages = records.records(partition);
            int number = partition.partition();
            if (!projection.apply(number, positions.getOrDefault(number, 0L), end.topicId(), messages)) {
                resume();
                return 0;
            }
            positions.put(number, messages.get(messages.size() - 1).offset() + 1);
        }
        caughtUp |= reached(end);
        return records.count();
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
        return positions.entrySet().stream().allMatch(at -> at.getValue() >= target.offset(at.getKey()));
    }

    public ProjectionStatus status() {
        long behind = positions.entrySet().stream()
                .mapToLong(at -> Math.max(0, end.offset(at.getKey()) - at.getValue()))
                .sum();
        return new ProjectionStatus(
                caughtUp ? State.FOLLOWING : State.CATCHING_UP,
                behind == 0 ? "at the log's end" : behind + " records behind",
                positions);
    }
}
