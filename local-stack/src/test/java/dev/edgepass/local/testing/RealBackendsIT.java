package dev.edgepass.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Topics;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class RealBackendsIT {
    @Test
    void a_real_kafka_takes_our_topics() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.createTopics(Topics.all()).all().get();
            assertThat(admin.listTopics().names().get()).contains(Topics.CONTROL, Topics.ISSUANCE);
        }
    }

    @Test
    void every_backend_starts_once_and_is_shared() {
        assertThat(RealBackends.redis()).isEqualTo(RealBackends.redis());
        assertThat(RealBackends.r2()).isEqualTo(RealBackends.r2());
        assertThat(RealBackends.kv().apiBase()).startsWith("http://127.0.0.1:");
    }
}
