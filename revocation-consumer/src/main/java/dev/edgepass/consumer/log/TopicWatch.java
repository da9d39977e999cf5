package dev.edgepass.consumer.log;

import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compares the topics with how they are made, every 30 s: what differs is a warning and {@code edgepass.kafka.settings.different}, and is never altered. Replicas that
 * are away are {@code edgepass.kafka.under.replicated} and {@code edgepass.kafka.under.min.isr}. All three are NaN while the cluster can't be asked. Thread-safe.
 */
public final class TopicWatch extends BackgroundWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;
    private final List<NewTopic> made;
    private final RepeatedWarnings warnings = new RepeatedWarnings(log);
    private volatile @Nullable TopicReport report;
    private Map<String, List<String>> said = Map.of();

    /** @param made the topics, as they are made */
    public TopicWatch(Admin admin, List<NewTopic> made, MeterRegistry meters) {
        super("topic-watch");
        this.admin = admin;
        this.made = List.copyOf(made);
        gauge(
                "edgepass.kafka.under.replicated",
                "partitions of which a replica isn't in sync",
                TopicReport::underReplicated,
                meters);
        gauge(
                "edgepass.kafka.under.min.isr",
                "partitions that take no write, for want of replicas in sync or of a leader",
                TopicReport::underMinIsr,
                meters);
        gauge(
                "edgepass.kafka.settings.different",
                "topics with a setting that isn't as the promises need it",
                found -> found.differences().size(),
                meters);
    }

    private void gauge(String name, String description, ToIntFunction<TopicReport> value, MeterRegistry meters) {
        Gauge.builder(name, this, watch -> {
                    TopicReport now = watch.report;
                    return now == null ? Double.NaN : value.applyAsInt(now);
                })
                .description(description)
                .strongReference(true)
                .register(meters);
    }

    @Override
    protected void run() throws InterruptedException {
        while (isRunning()) {
            Thread.sleep(look() ? PAUSE.toMillis() : PAUSE_AFTER_FAILURE.toMillis());
        }
    }

    /** Asks once; whether there was an answer. */
    boolean look() throws InterruptedException {
        try {
            TopicReport found = TopicReport.of(admin, made, TIMEOUT);
            report = found;
            tell(found);
            return true;
        } catch (InterruptException e) {
            throw new InterruptedException();
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            report = null;
            return false;
        }
    }

    private void tell(TopicReport found) {
        if (!found.differences().equals(said)) {
            said = found.differences();
            said.forEach((topic, differences) -> log.warn(
                    "{} isn't as it is made: {}. It stays so until you alter it: see docs/scale.md and, for what is kept how long, docs/views.md",
                    topic,
                    String.join(", ", differences)));
        }
        replicas(
                "under-min-isr",
                found.underMinIsr(),
                "{} partitions take no write",
                "every partition takes writes again");
        replicas(
                "under-replicated",
                found.underReplicated(),
                "{} partitions lack a replica that is in sync",
                "all replicas are in sync again");
    }

    private void replicas(String kind, int partitions, String away, String over) {
        if (partitions > 0) {
            warnings.warn(kind, away.replace("{}", Integer.toString(partitions)));
        } else {
            warnings.over(kind, over);
        }
    }

    @Override
    protected void failed(Throwable failure) {
        report = null;
    }
}
