package dev.edgepass.consumer.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanBackends.class)
class TopicWatchIT {
    private static final ConfigResource ISSUANCE = new ConfigResource(ConfigResource.Type.TOPIC, Topics.ISSUANCE);

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void topics_as_they_are_made_differ_in_nothing_and_all_replicas_are_in_sync() throws Exception {
        try (Admin admin = admin(RealBackends.kafka())) {
            assertThat(new TopicWatch(admin, Topics.all(Replication.ONE), meters).look())
                    .isTrue();

            assertThat(gauge("edgepass.kafka.settings.different")).isZero();
            assertThat(gauge("edgepass.kafka.under.replicated")).isZero();
            assertThat(gauge("edgepass.kafka.under.min.isr")).isZero();
        }
    }

    @Test
    void a_topic_that_was_changed_is_told_and_stays_as_it_is() throws Exception {
        try (Admin admin = admin(RealBackends.kafka())) {
            set(admin, "retention.ms", "1000000000");
            new TopicWatch(admin, Topics.all(Replication.ONE), meters).look();

            assertThat(gauge("edgepass.kafka.settings.different")).isEqualTo(1);
            assertThat(value(admin, "retention.ms")).isEqualTo("1000000000");
        }
    }

    @Test
    void a_topic_of_views_that_is_kept_for_another_time_than_the_setting_says_is_told() throws Exception {
        try (Admin admin = admin(RealBackends.kafka())) {
            new TopicWatch(admin, Topics.all(Replication.ONE, Duration.ofDays(30)), meters).look();

            assertThat(gauge("edgepass.kafka.settings.different")).isEqualTo(1);
        }
    }

    @Test
    void fewer_replicas_than_are_wanted_are_a_difference_of_every_topic() throws Exception {
        try (Admin admin = admin(RealBackends.kafka())) {
            new TopicWatch(admin, Topics.all(new Replication(3)), meters).look();

            assertThat(gauge("edgepass.kafka.settings.different"))
                    .isEqualTo(Topics.names().size());
        }
    }

    @Test
    void partitions_with_fewer_replicas_in_sync_than_the_minimum_take_no_write() throws Exception {
        try (Admin admin = admin(RealBackends.kafka())) {
            set(admin, "min.insync.replicas", "2");
            new TopicWatch(admin, Topics.all(Replication.ONE), meters).look();

            assertThat(gauge("edgepass.kafka.under.min.isr")).isEqualTo(Topics.ISSUANCE_PARTITIONS);
        }
    }

    @Test
    void a_cluster_that_cant_be_asked_leaves_everything_unknown() throws Exception {
        try (Admin away = admin("127.0.0.1:1")) {
            assertThat(new TopicWatch(away, Topics.all(Replication.ONE), meters).look())
                    .isFalse();

            assertThat(gauge("edgepass.kafka.under.replicated")).isNaN();
            assertThat(gauge("edgepass.kafka.under.min.isr")).isNaN();
            assertThat(gauge("edgepass.kafka.settings.different")).isNaN();
        }
    }

    private static Admin admin(String bootstrap) {
        return Admin.create(
                Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", 2_000, "request.timeout.ms", 2_000));
    }

    private static void set(Admin admin, String name, String value) throws Exception {
        admin.incrementalAlterConfigs(Map.of(
                        ISSUANCE, List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get();
        // The controller has it; the broker that is asked learns of it a moment later.
        await().until(() -> value(admin, name).equals(value));
    }

    private static String value(Admin admin, String name) throws Exception {
        return admin.describeConfigs(List.of(ISSUANCE))
                .all()
                .get()
                .get(ISSUANCE)
                .get(name)
                .value();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }
}
