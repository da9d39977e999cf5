package dev.edgepass.local.status;

import dev.edgepass.event.Topics;
import dev.edgepass.local.client.StoreAccess;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The end of the control log, asked of the broker: the position that everything else comes to. */
final class LogEnd {
    private static final int LIMIT_MS = 3000;

    private LogEnd() {}

    /** Nothing where the broker doesn't answer, or has no such topic yet. */
    static OptionalLong of(String bootstrapServers) {
        Map<String, Object> settings = StoreAccess.ofProcess()
                .kafka(
                        bootstrapServers,
                        Map.of(
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS));
        TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
        Admin admin = Admin.create(settings);
        try {
            return OptionalLong.of(admin.listOffsets(Map.of(control, OffsetSpec.latest()))
                    .partitionResult(control)
                    .get()
                    .offset());
        } catch (ExecutionException | KafkaException e) {
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalLong.empty();
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
