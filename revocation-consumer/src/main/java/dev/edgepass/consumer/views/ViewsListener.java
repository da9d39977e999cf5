package dev.edgepass.consumer.views;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.ProjectionMeters;
import dev.edgepass.consumer.projection.ProjectionStatus;
import dev.edgepass.consumer.projection.ProjectionStatus.State;
import dev.edgepass.consumer.projection.WrongLog;
import dev.edgepass.event.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;

/**
 * Folds what a listener container reads of the usage topic. The failure of one partition is that partition's alone: it is read again 2 s later, and the others go on.
 * Any other leaves by an exception, and the container's error handler gives the same records again. For one container with one thread; {@link #status} from any.
 */
final class ViewsListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {
    private static final Logger log = LoggerFactory.getLogger(ViewsListener.class);

    private final FollowedPartitions partitions;
    private final ProjectionMeters measured;
    private final String name;
    private @Nullable ConsumerSeekCallback seeks;
    private volatile ProjectionStatus status = ProjectionStatus.START;

    ViewsListener(Projection projection, EventLog events, MeterRegistry meters) {
        this.name = projection.name();
        this.partitions = new FollowedPartitions(projection, events, this::seek);
        this.measured = new ProjectionMeters(name, this::status, meters);
    }

    private void seek(int partition, long offset) {
        Objects.requireNonNull(seeks, "seeks").seek(Topics.USAGE, partition, offset);
    }

    /** What it is doing; from any thread. */
    ProjectionStatus status() {
        return status;
    }

    @Override
    public void registerSeekCallback(ConsumerSeekCallback callback) {
        seeks = callback;
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        partitions.assign(numbers(assignments.keySet()));
        ConsumerSeekCallback later = seeks;
        // Here only this callback moves the consumer before its next poll.
        seeks = callback;
        look(() -> partitions.resume(numbers(assignments.keySet())));
        seeks = later;
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> revoked) {
        partitions.revoke(revoked == null ? List.of() : numbers(revoked));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    @Override
    public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        look(partitions::check);
    }

    /** Outside of a batch there is nothing to give again: what couldn't be done now is done with the next batch, or the next look. */
    private void look(Runnable what) {
        try {
            what.run();
            follows();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> messages) {
        try {
            partitions.check();
            Map<Integer, List<ConsumerRecord<byte[], byte[]>>> read = messages.stream()
                    .collect(Collectors.groupingBy(ConsumerRecord::partition, LinkedHashMap::new, Collectors.toList()));
            read.forEach(this::fold);
            follows();
        } catch (RuntimeException e) {
            failed(e);
            throw e;
        }
    }

    /** An exception here would hold up all partitions of this instance: the container reads nothing new before the batch succeeds. */
    private void fold(int partition, List<ConsumerRecord<byte[], byte[]>> records) {
        try {
            measured.folded(partitions.fold(partition, records));
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    private void follows() {
        if (partitions.isFailing()) {
            return;
        }
        ProjectionStatus now = partitions.status();
        State before = status.state();
        if (before == State.HALTED && partitions.isUnverified()) {
            return;
        }
        if (before == State.HALTED || before == State.RETRYING) {
            log.info("projection {} goes on", name);
        }
        status = now;
    }

    private void failed(RuntimeException failure) {
        String reason = String.valueOf(failure.getMessage());
        if (failure instanceof WrongLog) {
            if (status.state() != State.HALTED || !reason.equals(status.detail())) {
                log.error("projection {} has stopped: {}", name, reason);
            }
            status = status.with(State.HALTED, reason);
            return;
        }
        measured.retried();
        if (status.state() != State.HALTED) {
            if (status.state() != State.RETRYING) {
                log.warn("projection {} will try again: {}", name, reason, failure);
            }
            status = status.with(State.RETRYING, reason);
        }
    }
}
