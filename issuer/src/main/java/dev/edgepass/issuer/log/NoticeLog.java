package dev.edgepass.issuer.log;

import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.Topics;
import dev.edgepass.event.UnreadableEventException;
import dev.edgepass.worker.RepeatedWarnings;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Writes to the notices topic, beside the call that has the occasion: a thread of its own gives a notice to the producer, which may wait for the broker. What the log doesn't
 * take, and what comes while {@value #QUEUE} wait, is logged by id and lost. Thread-safe.
 */
public final class NoticeLog implements AutoCloseable {
    private static final String SOURCE = "/issuer";
    private static final int QUEUE = 64;
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration AT_THE_END = Duration.ofSeconds(1);
    private static final RepeatedWarnings WARNINGS = new RepeatedWarnings(LoggerFactory.getLogger(NoticeLog.class));

    private final Producer<String, CloudEvent> producer;
    private final Clock clock;
    private final EventCodec codec = new EventCodec();
    private final ThreadPoolExecutor sender;

    NoticeLog(Producer<String, CloudEvent> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
        this.sender = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, "edgepass-notices");
                    thread.setDaemon(true);
                    return thread;
                });
        sender.allowCoreThreadTimeOut(true);
    }

    /** Returns at once, and throws nothing. */
    public void raise(NoticeRaised notice) {
        try {
            sender.execute(() -> send(notice));
        } catch (RejectedExecutionException e) {
            lost(notice, e);
        }
    }

    private void send(NoticeRaised notice) {
        try {
            CloudEvent event =
                    codec.encode(new LoggedEvent<>(UUID.randomUUID().toString(), SOURCE, clock.instant(), notice));
            producer.send(
                    new ProducerRecord<>(Topics.NOTICES, notice.linkId(), event), (written, e) -> lost(notice, e));
        } catch (KafkaException | UnreadableEventException e) {
            lost(notice, e);
        }
    }

    /** @param cause null where it isn't lost */
    private static void lost(NoticeRaised notice, @Nullable Exception cause) {
        if (cause != null) {
            WARNINGS.warn(
                    "notice",
                    "notice " + notice.id() + " isn't on the log: "
                            + cause.getClass().getSimpleName());
        }
    }

    /** Waits a moment for what is on its way to the producer. */
    @Override
    public void close() {
        sender.shutdown();
        try {
            if (sender.awaitTermination(AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.shutdownNow();
    }
}
