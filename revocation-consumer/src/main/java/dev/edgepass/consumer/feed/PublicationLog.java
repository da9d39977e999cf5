package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.HeadWrite;
import dev.edgepass.consumer.feed.core.UnrecordedHeads;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Writes to the publications topic when which position was in R2, beside the publisher: that one only leaves its heads here. What Kafka doesn't take waits in
 * {@link UnrecordedHeads}, and is written again, so that a record may come twice. Stops after the publisher, and writes what is left. Thread-safe.
 */
public final class PublicationLog extends BackgroundWorker implements SmartLifecycle {
    static final String NAME = "publication-log";

    private static final String SOURCE = "/revocation-consumer";
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    /** Longer than a producer tries by itself. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private static final Duration ANSWER_AT_THE_END = Duration.ofSeconds(2);
    private static final double SECOND = 1_000;

    private final KafkaOperations<byte[], byte[]> kafka;
    private final LongSupplier clockAhead;
    private final Duration interval;
    private final InstantSource clock;
    private final Counter failures;
    private final EventCodec codec = new EventCodec();
    private final RepeatedWarnings warnings = new RepeatedWarnings(LoggerFactory.getLogger(PublicationLog.class));
    /** Whether Kafka took nothing the last time; of the worker's thread. */
    private boolean isAway;

    /** Guarded by itself; notified of each head. */
    private final UnrecordedHeads unrecorded = new UnrecordedHeads();

    /**
     * @param clockAhead milliseconds by which our clock is ahead of R2's
     * @param interval from a head to the record that has it: those that come meanwhile go with it
     */
    PublicationLog(
            KafkaOperations<byte[], byte[]> kafka,
            LongSupplier clockAhead,
            Duration interval,
            InstantSource clock,
            MeterRegistry meters) {
        super(NAME);
        this.kafka = kafka;
        this.clockAhead = clockAhead;
        this.interval = interval;
        this.clock = clock;
        this.failures = meters.counter("edgepass.feed.record.failures");
        Gauge.builder("edgepass.feed.unrecorded", this, PublicationLog::unrecorded)
                .description("heads with a new position of which Kafka doesn't know yet when they were published")
                .strongReference(true)
                .register(meters);
        Gauge.builder("edgepass.feed.unrecorded.age", this, PublicationLog::ageSeconds)
                .description("since the oldest of them was written")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
        FunctionCounter.builder("edgepass.feed.record.dropped", this, PublicationLog::dropped)
                .description("those of which Kafka will never know")
                .register(meters);
    }

    /** Returns at once. */
    void published(HeadWrite written) {
        synchronized (unrecorded) {
            unrecorded.published(written);
            unrecorded.notifyAll();
        }
    }

    int unrecorded() {
        synchronized (unrecorded) {
            return unrecorded.size();
        }
    }

    long dropped() {
        synchronized (unrecorded) {
            return unrecorded.dropped();
        }
    }

    private double ageSeconds() {
        synchronized (unrecorded) {
            return unrecorded.size() == 0 ? 0 : Math.max(0, clock.millis() - unrecorded.oldestSentAt()) / SECOND;
        }
    }

    private @Nullable FeedPublished next() {
        synchronized (unrecorded) {
            return unrecorded.next(clockAhead.getAsLong());
        }
    }

    /** A context stops what begins last first. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    protected void run() throws InterruptedException {
        try {
            while (isRunning()) {
                awaitHead();
                Thread.sleep(interval.toMillis());
                if (!writeAll(ANSWER)) {
                    Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
                }
            }
        } finally {
            if (!isRunning()) {
                writeTheRest();
            }
        }
    }

    /** Once, and not where Kafka was away a moment ago: the service is to stop soon. */
    private void writeTheRest() throws InterruptedException {
        boolean written = false;
        try {
            written = !isAway && writeAll(ANSWER_AT_THE_END);
        } catch (InterruptedException e) {
            // The interruption by which it is stopped may come only now.
            written = writeAll(ANSWER_AT_THE_END);
        }
        if (!written && unrecorded() > 0) {
            warnings.warn("left", "stopped with " + unrecorded() + " publications that Kafka hasn't taken");
        }
    }

    private void awaitHead() throws InterruptedException {
        synchronized (unrecorded) {
            while (unrecorded.size() == 0) {
                unrecorded.wait();
            }
        }
    }

    /** Whether nothing is left. */
    private boolean writeAll(Duration answer) throws InterruptedException {
        for (FeedPublished event = next(); event != null; event = next()) {
            try {
                write(event, answer);
            } catch (ExecutionException
                    | TimeoutException
                    | KafkaException
                    | org.springframework.kafka.KafkaException e) {
                isAway = true;
                failures.increment();
                warnings.warn("Kafka", "Kafka takes no record of what was published yet: " + e);
                return false;
            }
            isAway = false;
            warnings.over("Kafka", "Kafka takes records of what is published again");
            synchronized (unrecorded) {
                unrecorded.recorded(event);
            }
        }
        return true;
    }

    private void write(FeedPublished event, Duration answer)
            throws InterruptedException, ExecutionException, TimeoutException {
        kafka.send(KafkaMessageFactory.createWriter(Topics.PUBLICATIONS, Sha256.utf8(event.publisher()))
                        .writeBinary(codec.encode(
                                new LoggedEvent<>(UUID.randomUUID().toString(), SOURCE, clock.instant(), event))))
                .get(answer.toMillis(), TimeUnit.MILLISECONDS);
    }
}
