package dev.edgepass.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.junit.jupiter.api.Test;

class RealBackendsIT {
    @Test
    void a_real_kafka_takes_our_topics() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            // The broker's answer: its list of topics may show them a moment later.
            CreateTopicsResult made = admin.createTopics(Topics.all(Replication.ONE));
            assertThat(made.numPartitions(Topics.CONTROL).get()).isEqualTo(1);
            assertThat(made.numPartitions(Topics.ISSUANCE).get()).isEqualTo(Topics.ISSUANCE_PARTITIONS);
        }
    }

    @Test
    void every_backend_starts_once_and_is_shared() {
        assertThat(RealBackends.redis()).isEqualTo(RealBackends.redis());
        assertThat(RealBackends.r2()).isEqualTo(RealBackends.r2());
        assertThat(RealBackends.kv().apiBase()).startsWith("http://127.0.0.1:");
    }
}
