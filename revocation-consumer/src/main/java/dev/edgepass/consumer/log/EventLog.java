package dev.edgepass.consumer.log;

import dev.edgepass.event.Topics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.springframework.kafka.core.ConsumerFactory;

/** The two topics (DESIGN section 6), and readers of them, each for one thread. Thread-safe itself. */
public final class EventLog {
    private static final long TIMEOUT_MILLIS = 5_000;

    /** In bytes and ms: no caller waits for a token's projection, and some hundred that are folded together cost a fraction of as many alone. */
    private static final Map<String, String> GATHERING = Map.of(
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, "262144",
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100");

    private final ConsumerFactory<byte[], byte[]> consumers;
    private final Admin admin;
    private final short replicationFactor;

    public EventLog(ConsumerFactory<byte[], byte[]> consumers, Admin admin, short replicationFactor) {
        this.consumers = consumers;
        this.admin = admin;
        this.replicationFactor = replicationFactor;
    }

    public LogReader control() {
        return new LogReader(consumers.createConsumer(), admin, Topics.CONTROL, 1);
    }

    public LogReader issuance() {
        Properties gathering = new Properties();
        gathering.putAll(GATHERING);
        return new LogReader(
                consumers.createConsumer(null, null, null, gathering),
                admin,
                Topics.ISSUANCE,
                Topics.ISSUANCE_PARTITIONS);
    }

    /**
     * Makes the topics that are missing.
     *
     * @throws LogUnavailable where Kafka doesn't answer within 5 s
     */
    public void ensureTopics() {
        try {
            Set<String> there = admin.listTopics().names().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            List<NewTopic> missing = Topics.all(replicationFactor).stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                admin.createTopics(missing).all().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted", e);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new LogUnavailable("no answer from Kafka about the topics: " + e.getMessage(), e);
            }
            // Another service was faster.
        } catch (TimeoutException e) {
            throw new LogUnavailable("no answer from Kafka about the topics within " + TIMEOUT_MILLIS + " ms", e);
        }
    }
}
