package dev.edgepass.consumer.projection;

import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.readmodel.Keys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** A projection on a thread of its own, beside the service's, under a prefix of its own. */
class ProjectionWorkerIT extends FoldingService {
    private static final Keys OWN = new Keys("test:");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_projection_whose_consumer_cant_be_made_at_first_says_so_and_comes_up_by_itself() {
        log.append(linkCreated("L1"));
        AtomicReference<String> bootstrap = new AtomicReference<>("kafka.invalid:9092");
        DefaultKafkaConsumerFactory<byte[], byte[]> consumers = new DefaultKafkaConsumerFactory<>(
                Map.of("auto.offset.reset", "none"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumers.setBootstrapServersSupplier(bootstrap::get);
        ProjectionWorker worker = new ProjectionWorker(
                new ControlProjection(
                        service.redis(), OWN, new EventReader(), (message, reason) -> {}, WordsFolded.ALWAYS),
                new EventLog(consumers, service.bean(Admin.class), Topics.all(Replication.ONE)),
                new SimpleMeterRegistry());
        ProjectionHealth health = new ProjectionHealth(worker::status);
        worker.start();
        try {
            await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.DOWN));
            assertThat(worker.isRunning()).isTrue();

            bootstrap.set(RealBackends.kafka());

            await().atMost(PATIENCE).until(() -> health.health().getStatus().equals(Status.UP));
            assertThat(service.redis().opsForZSet().range("test:links", 0, -1)).containsExactly("L1");
        } finally {
            worker.stop();
        }
        assertThat(worker.isRunning()).isFalse();
    }
}
