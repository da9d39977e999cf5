package dev.edgepass.consumer.projection;

import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.log.RecordHeld;
import dev.edgepass.consumer.projection.ProjectionStatus.State;
import dev.edgepass.worker.BackgroundWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps one projection at the log's end, on a thread of its own. It retries for ever. At a log that isn't its own it halts with an alarm: it folds nothing, but
 * looks again every few seconds, and goes on once what Redis has fits the log, or was deleted so that it begins anew.
 */
public final class ProjectionWorker extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ProjectionWorker.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_DELAY_MILLIS = 200;
    private static final long LONGEST_DELAY_MILLIS = 5_000;
    private static final long HALTED_MILLIS = 2_000;

    private final Projection projection;
    private final EventLog events;
    private final ColdTier cold;
    private final ProjectionMeters measured;
    private volatile ProjectionStatus status = ProjectionStatus.START;
    private long delay = FIRST_DELAY_MILLIS;

    public ProjectionWorker(Projection projection, EventLog events, MeterRegistry meters) {
        this(projection, events, ColdTier.NONE, meters);
    }

    /** @param cold as {@link ProjectionFollower} takes it */
    public ProjectionWorker(Projection projection, EventLog events, ColdTier cold, MeterRegistry meters) {
        super("projection-" + projection.name());
        this.projection = projection;
        this.events = events;
        this.cold = cold;
        this.measured = new ProjectionMeters(projection.name(), this::status, meters);
    }

    /** What it is doing; from any thread. */
    public ProjectionStatus status() {
        return status;
    }

    @Override
    protected void run() throws InterruptedException {
        while (isRunning()) {
            try (LogReader reader = projection.open(events)) {
                follow(reader);
            } catch (InterruptException e) {
                throw e;
            } catch (WrongLog | LogTruncated | RecordHeld e) {
                halt(e);
            } catch (RuntimeException e) {
                if (isRunning()) {
                    retry(e);
                }
            }
        }
    }

    private void follow(LogReader reader) {
        ProjectionFollower follower = new ProjectionFollower(projection, reader, cold);
        events.ensureTopics();
        follower.resume();
        if (status.state() == State.HALTED) {
            log.warn("projection {} goes on", projection.name());
        }
        while (isRunning()) {
            status = follower.status();
            delay = FIRST_DELAY_MILLIS;
            measured.folded(follower.follow(POLL));
        }
    }

    /** An error that isn't foreseen; the worker begins anew. */
    @Override
    protected void failed(Throwable failure) {
        status = status.with(State.RETRYING, String.valueOf(failure));
    }

    private void halt(RuntimeException alarm) throws InterruptedException {
        String reason = String.valueOf(alarm.getMessage());
        if (status.state() != State.HALTED || !reason.equals(status.detail())) {
            log.error("projection {} has stopped: {}", projection.name(), reason);
        }
        status = status.with(State.HALTED, reason);
        Thread.sleep(HALTED_MILLIS);
    }

    /** A halted projection stays so while it can't look. */
    private void retry(RuntimeException failure) throws InterruptedException {
        measured.retried();
        if (status.state() != State.HALTED) {
            if (status.state() != State.RETRYING) {
                log.warn("projection {} will try again: {}", projection.name(), failure.getMessage(), failure);
            }
            status = status.with(State.RETRYING, String.valueOf(failure.getMessage()));
        }
        Thread.sleep(delay);
        delay = Math.min(delay * 2, LONGEST_DELAY_MILLIS);
    }
}
