package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaFactsTest {
    private static final Place PLACE = new Place(true, "kafka:9092", "redis:6379");

    @Test
    void one_broker_and_three_with_three_replicas_are_well() {
        Found.assertAllWell(facts(1, 1, 1, topics()).checks(PLACE));
        Found.assertAllWell(facts(3, 3, 2, topics()).checks(PLACE));
    }

    @Test
    void a_topic_that_isnt_there_or_has_other_partitions_fails() {
        Map<String, Map<String, String>> topics = topics();
        topics.remove(Topics.ISSUANCE);
        Found.assertOnly(
                facts(1, 1, 1, topics).checks(PLACE), CheckId.TOPICS, Level.FAIL, Topics.ISSUANCE + " isn't there");

        Map<String, KafkaFacts.Topic> split =
                new HashMap<>(facts(1, 1, 1, topics()).topics());
        split.put(Topics.CONTROL, topic(2, 1, 0, topics().get(Topics.CONTROL), 0));
        Found.assertOnly(
                new KafkaFacts("kafka:9092", 1, Set.of(), split).checks(PLACE),
                CheckId.TOPICS,
                Level.FAIL,
                "has 2 partitions");
    }

    @Test
    void without_topics_what_is_asked_of_them_is_unknown() {
        List<Check> checks = new KafkaFacts("kafka:9092", 1, Set.of(), Map.of()).checks(PLACE);

        assertThat(checks).extracting(Check::id).containsExactlyElementsOf(CheckId.in("kafka"));
        Found.assertLevel(checks, CheckId.TOPICS, Level.FAIL);
        Found.assertLevel(checks, CheckId.RETENTION, Level.UNKNOWN);
    }

    @Test
    void fewer_than_three_replicas_on_three_brokers_warn() {
        Found.assertOnly(facts(3, 2, 2, topics()).checks(PLACE), CheckId.REPLICATION, Level.WARN, "on 2 of 3 brokers");
    }

    @Test
    void a_replica_that_isnt_in_sync_fails() {
        Map<String, KafkaFacts.Topic> behind =
                new HashMap<>(facts(3, 3, 2, topics()).topics());
        behind.put(Topics.CONTROL, topic(1, 3, 1, configured(topics().get(Topics.CONTROL), 2), 0));

        Found.assertOnly(
                new KafkaFacts("kafka:9092", 3, Set.of(), behind).checks(PLACE),
                CheckId.IN_SYNC,
                Level.FAIL,
                "1 replica of " + Topics.CONTROL);
    }

    @Test
    void one_acknowledging_replica_of_three_warns() {
        Found.assertOnly(facts(3, 3, 1, topics()).checks(PLACE), CheckId.MIN_ISR, Level.WARN, "(expected: 2)");
    }

    @ParameterizedTest
    @CsvSource({
        "unclean.leader.election.enable, true, UNCLEAN_ELECTION",
        "retention.ms, 604800000, RETENTION",
        "retention.bytes, 1000000, RETENTION",
        "cleanup.policy, compact, RETENTION",
        "flush.messages, 9223372036854775807, FLUSH"
    })
    void a_setting_by_which_records_may_be_lost_fails(String name, String value, CheckId id) {
        Map<String, Map<String, String>> topics = topics();
        topics.get(Topics.CONTROL).put(name, value);

        List<Check> checks = facts(1, 1, 1, topics).checks(PLACE);

        Found.assertOnly(checks, id, Level.FAIL, Topics.CONTROL);
        assertThat(Found.check(checks, id).mend())
                .startsWith(
                        "docker compose exec kafka /opt/kafka/bin/kafka-configs.sh --bootstrap-server kafka:9092 --alter")
                .contains("--entity-name " + Topics.CONTROL + " --add-config ")
                .contains(name + "=");
    }

    @Test
    void how_long_views_and_notices_are_kept_is_their_operators_affair_but_not_how_many() {
        Map<String, Map<String, String>> topics = topics();
        topics.get(Topics.USAGE).put("retention.ms", "86400000");
        topics.get(Topics.NOTICES).put("retention.ms", "604800000");

        assertThat(facts(1, 1, 1, topics).checks(PLACE))
                .allSatisfy(check -> assertThat(check.level()).isEqualTo(Level.OK));

        topics.get(Topics.USAGE).put("retention.bytes", "1000000");
        Found.assertOnly(
                facts(1, 1, 1, topics).checks(PLACE), CheckId.RETENTION, Level.FAIL, "records of " + Topics.USAGE);
    }

    @Test
    void records_that_were_set_aside_warn() {
        String dead = Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX;
        Map<String, KafkaFacts.Topic> topics =
                new HashMap<>(facts(1, 1, 1, topics()).topics());
        topics.put(dead, topic(1, 1, 0, configured(topics().get(dead), 1), 3));

        List<Check> checks = new KafkaFacts("kafka:9092", 1, Set.of(), topics).checks(PLACE);
        Found.assertOnly(checks, CheckId.UNREADABLE, Level.WARN, "3 in " + dead);
        assertThat(Found.check(checks, CheckId.UNREADABLE).mend()).startsWith("edgepass dlt list");
    }

    @Test
    void a_broker_that_is_away_is_red_and_still_counts() {
        Map<String, KafkaFacts.Topic> behind = new HashMap<>();
        topics().forEach((name, configs) -> behind.put(name, topic(partitions(name), 3, 1, configured(configs, 2), 0)));
        List<Check> checks = new KafkaFacts("kafka:9092", 2, Set.of(3), behind).checks(PLACE);

        Found.assertOnly(checks, CheckId.IN_SYNC, Level.FAIL, "Of 3 brokers, broker 3 doesn't answer. Not in sync: ");
        assertThat(checks)
                .anySatisfy(check -> assertThat(check.toString()).contains("Every record is on 3 of 3 brokers"));
    }

    private static int partitions(String topic) {
        return Topics.all(Replication.ONE).stream()
                .filter(wanted -> wanted.name().equals(topic))
                .mapToInt(NewTopic::numPartitions)
                .findFirst()
                .orElseThrow();
    }

    private static KafkaFacts facts(int brokers, int replicas, int minIsr, Map<String, Map<String, String>> topics) {
        Map<String, KafkaFacts.Topic> all = new HashMap<>();
        Topics.all(Replication.ONE).stream()
                .filter(topic -> topics.containsKey(topic.name()))
                .forEach(wanted -> all.put(
                        wanted.name(),
                        topic(wanted.numPartitions(), replicas, 0, configured(topics.get(wanted.name()), minIsr), 0)));
        return new KafkaFacts("kafka:9092", brokers, Set.of(), all);
    }

    private static KafkaFacts.Topic topic(
            int partitions, int replicas, int missing, Map<String, String> configs, long open) {
        Map<String, String> all = new HashMap<>(Map.of("min.insync.replicas", "1"));
        all.putAll(configs);
        return new KafkaFacts.Topic("id", partitions, replicas, missing, all, 10, open);
    }

    private static Map<String, String> configured(Map<String, String> configs, int minIsr) {
        Map<String, String> all = new HashMap<>(configs);
        all.put("min.insync.replicas", Integer.toString(minIsr));
        return all;
    }

    /** The settings of each topic as it is made. */
    private static Map<String, Map<String, String>> topics() {
        Map<String, Map<String, String>> topics = new HashMap<>();
        for (NewTopic topic : Topics.all(Replication.ONE)) {
            Map<String, String> configs =
                    new HashMap<>(Map.of("unclean.leader.election.enable", "false", "cleanup.policy", "delete"));
            configs.putAll(topic.configs());
            topics.put(topic.name(), configs);
        }
        return topics;
    }
}
