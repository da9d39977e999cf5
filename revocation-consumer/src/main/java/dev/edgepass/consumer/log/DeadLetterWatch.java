package dev.edgepass.consumer.log;

import dev.edgepass.deadletter.RecordId;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * {@code edgepass.deadletters.open}, by topic: records that were passed over and about which nothing was decided, 10,000 at most; NaN while that isn't known. It asks
 * for the ends of the dead letter topics every 30 s, and reads what is new there.
 */
public final class DeadLetterWatch extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterWatch.class);
    private static final Duration APART = Duration.ofSeconds(30);
    private static final String OUTAGE = "dead letters";

    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private final EventLog events;
    private final List<FollowedDeadLetters> topics;
    private final Duration apart;

    public DeadLetterWatch(EventLog events, MeterRegistry meters) {
        this(events, meters, APART);
    }

    DeadLetterWatch(EventLog events, MeterRegistry meters, Duration apart) {
        super("dead-letters");
        this.events = events;
        this.topics = RecordId.TOPICS.stream()
                .map(topic -> new FollowedDeadLetters(events, topic))
                .toList();
        this.apart = apart;
        topics.forEach(topic -> Gauge.builder("edgepass.deadletters.open", topic, FollowedDeadLetters::open)
                .description("records that were passed over and that nobody has decided about")
                .tag("topic", topic.topic())
                .strongReference(true)
                .register(meters));
    }

    @Override
    protected void run() throws InterruptedException {
        try {
            events.ensureTopics();
        } catch (LogUnavailable e) {
            // The projections make them, too, and look() tells of it.
            log.debug("no topics yet", e);
        }
        while (isRunning()) {
            for (FollowedDeadLetters topic : topics) {
                look(topic);
            }
            Thread.sleep(apart.toMillis());
        }
    }

    private void look(FollowedDeadLetters topic) {
        try {
            topic.follow();
            warnings.over(OUTAGE + topic.topic(), "the dead letters of " + topic.topic() + " can be read again");
        } catch (LogUnavailable | LogTruncated e) {
            topic.forget();
            warnings.warn(
                    OUTAGE + topic.topic(),
                    "the dead letters of " + topic.topic() + " couldn't be read: " + e.getMessage());
        }
    }

    @Override
    protected void failed(Throwable failure) {
        topics.forEach(FollowedDeadLetters::forget);
    }
}
