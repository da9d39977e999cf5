package dev.edgepass.consumer.views;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogMark;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.ProjectionStatus;
import dev.edgepass.consumer.projection.WrongLog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a member of the group has, each followed from where the projection is stored, whatever offset the group has. A record reaches the projection
 * only from there on; what was read of another place is read again. Every failure of Redis or Kafka leaves by an exception, and the same records may then be given
 * again. A partition whose fold failed waits for the next {@link #check}, which goes back to where it is stored, while the others go on. For one thread.
 */
final class FollowedPartitions {
    private static final long CHECK_NANOS = Duration.ofSeconds(2).toNanos();

    private final Projection projection;
    private final EventLog events;
    private final BiConsumer<Integer, Long> seek;
    private final Set<Integer> assigned = new HashSet<>();
    /** Where the projection is stored; none of a partition for which that isn't known yet. */
    private final Map<Integer, Long> positions = new HashMap<>();
    /** Of partitions whose next record is the last one that is folded in: by that the log's identity is verified. */
    private final Map<Integer, LogMark> unverified = new HashMap<>();
    /** By partition, a first record past the position that was there after a seek, too. */
    private final Map<Integer, Long> jumps = new HashMap<>();

    /** Whose last fold failed and that haven't got further since. */
    private final Set<Integer> failing = new HashSet<>();

    private LogEnd end = new LogEnd("", Map.of());
    private boolean caughtUp;
    private long checkedAt = System.nanoTime() - CHECK_NANOS;

    /** @param seek takes a partition and the offset to read from next */
    FollowedPartitions(Projection projection, EventLog events, BiConsumer<Integer, Long> seek) {
        this.projection = projection;
        this.events = events;
        this.seek = seek;
    }

    void assign(Collection<Integer> partitions) {
        assigned.addAll(partitions);
        forget(partitions);
    }

    void revoke(Collection<Integer> partitions) {
        assigned.removeAll(partitions);
        forget(partitions);
    }

    private void forget(Collection<Integer> partitions) {
        positions.keySet().removeAll(partitions);
        unverified.keySet().removeAll(partitions);
        jumps.keySet().removeAll(partitions);
        failing.removeAll(partitions);
    }

    /**
     * Goes to the stored positions.
     *
     * @throws WrongLog where the log is another one, or ends before one of them
     */
    void resume(Collection<Integer> partitions) {
        Progress stored = projection.progress();
        Map<Integer, Long> beginning = events.usageBeginning();
        end = events.usageEnd();
        checkedAt = System.nanoTime();
        for (Integer partition : partitions) {
            stored.requireMadeFrom(end, partition);
            long position = stored.position(partition);
            long first = beginning.getOrDefault(partition, 0L);
            LogMark last = stored.mark(partition);
            boolean verifiable = !last.needsNoRecord() && first < position;
            unverified.remove(partition);
            if (verifiable) {
                unverified.put(partition, last);
            }
            seek.accept(partition, verifiable ? position - 1 : Math.max(position, first));
            positions.put(partition, position);
            recovered(partition);
        }
        caughtUp |= reached();
    }

    /** Where nothing is left that could fail. */
    private void recovered(int partition) {
        if (!unverified.containsKey(partition) && positions.getOrDefault(partition, -1L) >= end.offset(partition)) {
            failing.remove(partition);
        }
    }

    /**
     * Folds what was read of one partition, so far as that is new to the projection. Where it throws, the partition's records are read again after a later {@link #check}.
     *
     * @return how many records
     * @throws WrongLog where the log was cut and grew again past the stored position
     */
    int fold(int partition, List<ConsumerRecord<byte[], byte[]>> read) {
        try {
            return foldOrThrow(partition, read);
        } catch (RuntimeException e) {
            positions.remove(partition);
            failing.add(partition);
            throw e;
        }
    }

    private int foldOrThrow(int partition, List<ConsumerRecord<byte[], byte[]>> read) {
        Long position = positions.get(partition);
        if (position == null && failing.contains(partition)) {
            return 0;
        }
        if (position == null) {
            resume(List.of(partition));
            return 0;
        }
        verify(partition, read);
        List<ConsumerRecord<byte[], byte[]>> messages =
                read.stream().filter(message -> message.offset() >= position).toList();
        if (messages.isEmpty()) {
            recovered(partition);
            return 0;
        }
        unverified.remove(partition);
        if (!isNext(partition, position, messages.get(0).offset())
                || !projection.apply(partition, position, end.topicId(), messages)) {
            resume(List.of(partition));
            return 0;
        }
        positions.put(partition, messages.get(messages.size() - 1).offset() + 1);
        failing.remove(partition);
        caughtUp |= reached();
        return messages.size();
    }

    private void verify(int partition, List<ConsumerRecord<byte[], byte[]>> read) {
        LogMark last = unverified.get(partition);
        if (last == null) {
            return;
        }
        for (ConsumerRecord<byte[], byte[]> message : read) {
            if (last.isAt(message.offset() + 1)) {
                String contradiction = last.contradiction(message.timestamp());
                if (contradiction != null) {
                    // The log is looked at again, not what was read of it: the right one may be back.
                    throw new WrongLog("partition " + partition + ": " + contradiction);
                }
                unverified.remove(partition);
            }
        }
    }

    /** Where records are missing, it has to be since the log has none: it is read once more from the position. */
    private boolean isNext(int partition, long position, long first) {
        @Nullable Long before = jumps.remove(partition);
        if (first == position || before != null && before == first) {
            return true;
        }
        jumps.put(partition, first);
        return false;
    }

    /** Every 2 s: Redis may have been flushed or restored, another instance may be at work, and the topic may have been made anew or cut off. */
    void check() {
        if (System.nanoTime() - checkedAt < CHECK_NANOS) {
            return;
        }
        LogEnd now = events.usageEnd();
        Progress stored = projection.progress();
        boolean moved = assigned.stream().anyMatch(partition -> {
            @Nullable Long position = positions.get(partition);
            return position == null || stored.position(partition) != position;
        });
        boolean cutOff = positions.entrySet().stream().anyMatch(at -> now.offset(at.getKey()) < at.getValue());
        if (moved || cutOff || !now.topicId().equals(end.topicId())) {
            resume(assigned);
        }
        end = now;
        checkedAt = System.nanoTime();
        caughtUp |= reached();
    }

    /** Whether the last fold of a partition failed. */
    boolean isFailing() {
        return !failing.isEmpty();
    }

    /** Whether the identity of a partition's log is still to be verified. */
    boolean isUnverified() {
        return !unverified.isEmpty();
    }

    private boolean reached() {
        return unverified.isEmpty()
                && assigned.stream()
                        .allMatch(partition -> positions.getOrDefault(partition, -1L) >= end.offset(partition));
    }

    ProjectionStatus status() {
        ProjectionStatus status = ProjectionStatus.of(caughtUp, positions, end);
        return assigned.isEmpty() ? status.with(status.state(), "other instances have all partitions") : status;
    }
}
