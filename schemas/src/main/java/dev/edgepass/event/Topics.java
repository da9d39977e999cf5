package dev.edgepass.event;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics and how they are made (DESIGN section 6). */
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

    /** All topics, for an admin client that creates those that are missing. */
    public static List<NewTopic> all(short replicationFactor) {
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
                new NewTopic(CONTROL, 1, replicationFactor).configs(control),
                new NewTopic(ISSUANCE, ISSUANCE_PARTITIONS, replicationFactor).configs(kept),
                new NewTopic(CONTROL + DEAD_LETTER_SUFFIX, 1, replicationFactor).configs(kept),
                new NewTopic(ISSUANCE + DEAD_LETTER_SUFFIX, 1, replicationFactor).configs(kept));
    }
}
