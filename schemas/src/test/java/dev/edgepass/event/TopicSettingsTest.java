package dev.edgepass.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicSettingsTest {
    private static final NewTopic CONTROL = Topics.all(new Replication(3)).get(0);

    @Test
    void a_topic_as_it_is_made_differs_in_nothing() {
        assertThat(new TopicSettings(1, 3, withOthers(Map.of())).differences(CONTROL))
                .isEmpty();
    }

    @Test
    void every_setting_that_differs_is_told_with_both_values() {
        TopicSettings found = new TopicSettings(
                2,
                1,
                withOthers(Map.of(
                        "min.insync.replicas", "1",
                        "flush.messages", "9223372036854775807",
                        "unclean.leader.election.enable", "true",
                        "cleanup.policy", "compact")));

        assertThat(found.differences(CONTROL))
                .containsExactly(
                        "partitions=2 (expected: 1)",
                        "replicas=1 (expected: 3)",
                        "cleanup.policy=compact (expected: delete)",
                        "flush.messages=9223372036854775807 (expected: 1)",
                        "min.insync.replicas=1 (expected: 2)",
                        "unclean.leader.election.enable=true (expected: false)");
    }

    @Test
    void a_majority_of_the_replicas_has_what_is_acknowledged() {
        assertThat(new Replication(1).minInSync()).isEqualTo(1);
        assertThat(new Replication(2).minInSync()).isEqualTo(2);
        assertThat(new Replication(3).minInSync()).isEqualTo(2);
        assertThat(new Replication(5).minInSync()).isEqualTo(3);
        assertThatThrownBy(() -> new Replication(0)).hasMessage("replicas: 0 (expected: 1 to 5)");
        assertThatThrownBy(() -> new Replication(6)).hasMessage("replicas: 6 (expected: 1 to 5)");
    }

    @Test
    void no_topic_lets_a_replica_lead_that_lacks_acknowledged_records() {
        assertThat(Topics.all(new Replication(3)))
                .allSatisfy(topic -> assertThat(topic.configs())
                        .containsEntry("unclean.leader.election.enable", "false")
                        .containsEntry("min.insync.replicas", "2")
                        .containsEntry("cleanup.policy", topic.name().equals(Topics.WORDS) ? "compact" : "delete")
                        .containsEntry("retention.bytes", "-1"));
    }

    @Test
    void all_is_kept_for_ever_but_views_and_notices() {
        assertThat(Topics.all(Replication.ONE, Duration.ofDays(7)))
                .filteredOn(topic -> !"-1".equals(topic.configs().get("retention.ms")))
                .extracting(NewTopic::name, topic -> topic.configs().get("retention.ms"))
                .containsExactlyInAnyOrder(tuple(Topics.USAGE, "604800000"), tuple(Topics.NOTICES, "2592000000"));
    }

    private static Map<String, String> withOthers(Map<String, String> changed) {
        Map<String, String> configs = new HashMap<>(CONTROL.configs());
        configs.put("segment.bytes", "1073741824");
        configs.putAll(changed);
        return configs;
    }
}
