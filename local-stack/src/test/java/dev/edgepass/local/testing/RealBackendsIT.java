package dev.edgepass.local.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;

class RealBackendsIT {
    @Test
    void a_real_kafka_takes_our_topics() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            Topics.ensure(admin, Topics.all(Replication.ONE), Duration.ofSeconds(30));

            // A broker's list of topics may show a new one a moment later.
            await().ignoreExceptions().untilAsserted(() -> {
                Map<String, TopicDescription> topics =
                        admin.describeTopics(Topics.names()).allTopicNames().get();
                assertThat(topics.get(Topics.CONTROL).partitions()).hasSize(1);
                assertThat(topics.get(Topics.ISSUANCE).partitions()).hasSize(Topics.ISSUANCE_PARTITIONS);
            });
        }
    }

    @Test
    void every_backend_starts_once_and_is_shared() {
        assertThat(RealBackends.redis()).isEqualTo(RealBackends.redis());
        assertThat(RealBackends.r2()).isEqualTo(RealBackends.r2());
        assertThat(RealBackends.kv().apiBase()).startsWith("http://127.0.0.1:");
    }
}
