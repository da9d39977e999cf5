package dev.edgepass.event;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics and how they are made (docs/events.md). */
public final class Topics {
    /** Links, revocations, keys. One partition: its offsets are the positions. */
    public static final String CONTROL = "edgepass.control";

    /** Tokens issued and refreshed, keyed by link or subject. */
    public static final String ISSUANCE = "edgepass.issuance";

    /** Where a record goes that can't be read, after the topic's name. */
    public static final String DEAD_LETTER_SUFFIX = ".dlt";

    public static final int ISSUANCE_PARTITIONS = 4;

    private static final String FOR_EVER = "-1";

    private Topics() {}

    /** All topics. The broker's {@code default.replication.factor} decides how many copies there are. */
    public static List<NewTopic> all() {
        Map<String, String> kept =
                Map.of(TopicConfig.RETENTION_MS_CONFIG, FOR_EVER, TopicConfig.RETENTION_BYTES_CONFIG, FOR_EVER);
        Map<String, String> control = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                FOR_EVER,
                TopicConfig.RETENTION_BYTES_CONFIG,
                FOR_EVER,
                TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG,
                "1",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(1 << 20),
                // The feed prunes by the times of records, so they are the broker's.
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "LogAppendTime");
        return List.of(
                topic(CONTROL, 1, control),
                topic(ISSUANCE, ISSUANCE_PARTITIONS, kept),
                topic(CONTROL + DEAD_LETTER_SUFFIX, 1, kept),
                topic(ISSUANCE + DEAD_LETTER_SUFFIX, 1, kept));
    }

    private static NewTopic topic(String name, int partitions, Map<String, String> configs) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(configs);
    }

    /**
     * Makes the topics that are missing, beside other programs that do the same.
     *
     * @throws ExecutionException where the broker refuses
     * @throws TimeoutException where it doesn't answer a question within {@code timeout}
     */
    public static void ensure(Admin admin, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        List<NewTopic> missing =
                all().stream().filter(topic -> !there.contains(topic.name())).toList();
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            try {
                created.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }
}
