package dev.edgepass.consumer.audit.index;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.ProjectionMeters;
import dev.edgepass.consumer.projection.ProjectionStatus;
import dev.edgepass.consumer.projection.ProjectionStatus.State;
import dev.edgepass.consumer.projection.WrongLog;
import dev.edgepass.worker.BackgroundWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiFunction;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the index at the end of one topic, on a thread of its own. It retries for ever; an index that doesn't fit the log, or is damaged, is made anew. */
public final class IndexWorker extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(IndexWorker.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long FIRST_DELAY_MILLIS = 200;
    private static final long LONGEST_DELAY_MILLIS = 5_000;
    private static final long HALTED_MILLIS = 2_000;

    private final String projection;
    private final BiFunction<EventLog, String, LogReader> topic;
    private final AuditIndex index;
    private final EventLog events;
    private final ColdTier cold;
    private final RowReader rows;
    private final InstantSource clock;
    private final ProjectionMeters measured;
    private volatile ProjectionStatus status = ProjectionStatus.START;
    private long delay = FIRST_DELAY_MILLIS;

    /**
     * @param name of the topic, in names of threads and metrics
     * @param topic opens a reader of it
     * @param cold where records are that Kafka has deleted, if they are kept at all
     */
    public IndexWorker(
            String name,
            BiFunction<EventLog, String, LogReader> topic,
            AuditIndex index,
            EventLog events,
            ColdTier cold,
            EventReader reader,
            InstantSource clock,
            MeterRegistry meters) {
        super("audit-" + name);
        this.projection = name();
        this.topic = topic;
        this.index = index;
        this.events = events;
        this.cold = cold;
        this.rows = new RowReader(reader);
        this.clock = clock;
        this.measured = new ProjectionMeters(projection, this::status, meters);
    }

    /** What it is doing; from any thread. */
    public ProjectionStatus status() {
        return status;
    }

    @Override
    protected void run() throws InterruptedException {
        while (isRunning()) {
            try (LogReader reader = topic.apply(events, projection)) {
                follow(reader);
            } catch (InterruptException e) {
                throw e;
            } catch (RecordHeld e) {
                halt(e);
            } catch (WrongLog | IndexDamaged e) {
                drop(e);
            } catch (LogTruncated e) {
                // What Kafka has deleted is read from where it is kept, as soon as that is possible.
                if (cold == ColdTier.NONE) {
                    drop(e);
                } else {
                    retry(e);
                }
            } catch (RuntimeException e) {
                if (isRunning()) {
                    retry(e);
                }
            }
        }
    }

    private void drop(RuntimeException why) throws InterruptedException {
        measured.retried();
        index.drop(String.valueOf(why.getMessage()));
        Thread.sleep(FIRST_DELAY_MILLIS);
    }

    private void follow(LogReader reader) {
        events.ensureTopics();
        try (IndexFollower follower = new IndexFollower(index, rows, reader, cold, clock)) {
            follower.resume();
            while (isRunning()) {
                status = follower.status();
                delay = FIRST_DELAY_MILLIS;
                measured.folded(follower.follow(POLL));
            }
        }
    }

    /** An error that isn't foreseen; the worker begins anew. */
    @Override
    protected void failed(Throwable failure) {
        status = status.with(State.RETRYING, String.valueOf(failure));
    }

    private void halt(RecordHeld held) throws InterruptedException {
        String reason = String.valueOf(held.getMessage());
        if (status.state() != State.HALTED || !reason.equals(status.detail())) {
            log.error("{} has stopped: {}", projection, reason);
        }
        status = status.with(State.HALTED, reason);
        Thread.sleep(HALTED_MILLIS);
    }

    private void retry(RuntimeException failure) throws InterruptedException {
        measured.retried();
        if (status.state() != State.RETRYING) {
            log.warn("{} will try again: {}", projection, failure.getMessage(), failure);
            status = status.with(State.RETRYING, String.valueOf(failure.getMessage()));
        }
        Thread.sleep(delay);
        delay = Math.min(delay * 2, LONGEST_DELAY_MILLIS);
    }
}
