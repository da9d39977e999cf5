package dev.edgepass.event;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topics and how they are made (docs/events.md). The revocation consumer makes them, and no other service. */
public final class Topics {
    /** Links, revocations, keys. One partition: its offsets are the positions. */
    public static final String CONTROL = "edgepass.control";

    /** Tokens issued and refreshed, keyed by link or subject. */
    public static final String ISSUANCE = "edgepass.issuance";

    /** What the edge counted of views, partitioned by link. Kept for a time. */
    public static final String USAGE = "edgepass.usage";

    /** What links' owners are to be told. Kept for a time. */
    public static final String NOTICES = "edgepass.notices";

    /** When which position was in R2. */
    public static final String PUBLICATIONS = "edgepass.publications";

    /** What people wrote about links ({@link WordsRecord}), keyed by link and digest. Compacted: a tombstone erases. One partition: its offsets are positions. */
    public static final String WORDS = "edgepass.words";

    /** Where a record goes that can't be read, after the topic's name. */
    public static final String DEAD_LETTER_SUFFIX = ".dlt";

    public static final int ISSUANCE_PARTITIONS = 4;

    public static final int USAGE_PARTITIONS = 4;

    /** How long views are kept unless it is said otherwise. */
    public static final Duration USAGE_RETENTION = Duration.ofDays(90);

    private static final Duration NOTICES_RETENTION = Duration.ofDays(30);

    /** A reader that is away for longer than this has to begin anew, or it may miss that words were erased. */
    public static final Duration TOMBSTONES_KEPT = Duration.ofDays(7);

    /** By how long after its successor, or its tombstone, a record may still be there. */
    private static final Duration LATEST_COMPACTION = Duration.ofDays(1);

    private static final String FOR_EVER = "-1";

    private Topics() {}

    /** Their names. */
    public static List<String> names() {
        return all(Replication.ONE).stream().map(NewTopic::name).toList();
    }

    /** All topics, with {@link #USAGE_RETENTION}. */
    public static List<NewTopic> all(Replication replication) {
        return all(replication, USAGE_RETENTION);
    }

    /**
     * All topics with every setting that a promise rests on.
     *
     * @param usageRetention how long views are kept
     */
    public static List<NewTopic> all(Replication replication, Duration usageRetention) {
        Map<String, String> kept = Map.of(
                TopicConfig.RETENTION_MS_CONFIG,
                FOR_EVER,
                TopicConfig.RETENTION_BYTES_CONFIG,
                FOR_EVER,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(replication.minInSync()),
                TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
                "false");
        Map<String, String> control = new HashMap<>(kept);
        // Also with replicas: a position that is used twice is the worst case.
        control.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        control.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(1 << 20));
        // The feed prunes by the times of records, so they are the broker's.
        control.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        Map<String, String> words = new HashMap<>(control);
        words.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        words.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(TOMBSTONES_KEPT.toMillis()));
        words.put(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(LATEST_COMPACTION.toMillis()));
        return List.of(
                topic(CONTROL, 1, replication, control),
                topic(WORDS, 1, replication, words),
                topic(ISSUANCE, ISSUANCE_PARTITIONS, replication, kept),
                topic(USAGE, USAGE_PARTITIONS, replication, keptFor(usageRetention, kept)),
                topic(NOTICES, 1, replication, keptFor(NOTICES_RETENTION, kept)),
                topic(PUBLICATIONS, 1, replication, kept),
                topic(CONTROL + DEAD_LETTER_SUFFIX, 1, replication, kept),
                topic(WORDS + DEAD_LETTER_SUFFIX, 1, replication, kept),
                topic(ISSUANCE + DEAD_LETTER_SUFFIX, 1, replication, kept),
                topic(USAGE + DEAD_LETTER_SUFFIX, 1, replication, kept),
                topic(NOTICES + DEAD_LETTER_SUFFIX, 1, replication, kept),
                topic(PUBLICATIONS + DEAD_LETTER_SUFFIX, 1, replication, kept));
    }

    private static Map<String, String> keptFor(Duration retention, Map<String, String> kept) {
        Map<String, String> configs = new HashMap<>(kept);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        return configs;
    }

    private static NewTopic topic(String name, int partitions, Replication replication, Map<String, String> configs) {
        return new NewTopic(name, partitions, (short) replication.replicas()).configs(configs);
    }

    /**
     * Makes the ones of {@code topics} that are missing, beside other instances that do the same. One that is there stays as it is ({@link TopicSettings} tells what differs).
     *
     * @throws ExecutionException where the broker refuses, as it does where it knows fewer brokers than there shall be replicas
     * @throws TimeoutException where it doesn't answer a question within {@code timeout}
     */
    public static void ensure(Admin admin, List<NewTopic> topics, Duration timeout)
            throws ExecutionException, InterruptedException, TimeoutException {
        Set<String> there = admin.listTopics().names().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        List<NewTopic> missing =
                topics.stream().filter(topic -> !there.contains(topic.name())).toList();
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
