package dev.edgepass.issuer.testing;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** The topics, which the revocation consumer makes: in the issuer's tests there may be none. */
public final class TestTopics {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

    private TestTopics() {}

    /** Makes those that a Kafka hasn't got; its address once more. */
    public static String on(String bootstrap) {
        if (MADE.add(bootstrap)) {
            try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
                Topics.ensure(admin, Topics.all(Replication.ONE), TIMEOUT);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
        return bootstrap;
    }
}
