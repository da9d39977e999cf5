package dev.edgepass.consumer.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.ReadModelJson;
import dev.edgepass.readmodel.ViewCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.util.FileSystemUtils;

/** The service that counts views, with a log to write reports to, for one test. To be a {@code @RegisterExtension} beside {@code CleanBackends}. */
final class CountingService implements BeforeEachCallback, AfterEachCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HEALTH = "viewsProjectionHealthIndicator";

    private Path keys;
    private TestLog log;
    private TestService service;

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        keys = Files.createTempDirectory("edgepass-views");
        log = new TestLog();
        start();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        service.close();
        log.close();
        FileSystemUtils.deleteRecursively(keys);
    }

    private Path feedKey() {
        return keys.resolve("feed.jwk");
    }

    /** Again, after {@link #stop}. */
    void start(String... properties) {
        service = another(properties);
    }

    void stop() {
        service.close();
    }

    /** One more instance. */
    TestService another(String... properties) {
        return TestService.start(feedKey(), properties);
    }

    TestLog log() {
        return log;
    }

    StringRedisTemplate redis() {
        return service.redis();
    }

    int groupStatus(String group) {
        return service.healthGroup(group);
    }

    String detail(String name) {
        return detail(service, name);
    }

    static String detail(TestService of, String name) {
        return of.healthDetail(HEALTH, name);
    }

    Status health() {
        return service.health(HEALTH);
    }

    void awaitHealth(Status status) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(health()).isEqualTo(status));
    }

    List<ConsumerRecord<byte[], byte[]>> read(int partition) {
        return log.read(Topics.USAGE, partition);
    }

    void awaitRequests(String link, long requests) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            String json = hash("ep:views:" + link).get(ViewCounts.ALL_VIEWERS);
            assertThat(json).isNotNull();
            assertThat(ReadModelJson.read(json, ViewCounts.class).requests()).isEqualTo(requests);
        });
    }

    Map<String, String> hash(String key) {
        return service.redis().<String, String>opsForHash().entries(key);
    }

    String topicId() {
        return Objects.requireNonNull(hash("ep:usage").get("topicId"));
    }

    /** Redis without the service. */
    static final class Redis implements AutoCloseable {
        private final LettuceConnectionFactory connections = new LettuceConnectionFactory(
                RealBackends.redis().host(), RealBackends.redis().port());
        final StringRedisTemplate template;

        Redis() {
            connections.afterPropertiesSet();
            connections.start();
            template = new StringRedisTemplate(connections);
        }

        ViewsProjection projection(ViewsObserver observer) {
            return new ViewsProjection(template, Keys.LIVE, new EventReader(), (message, why) -> {}, observer);
        }

        Map<String, String> hash(String key) {
            return template.<String, String>opsForHash().entries(key);
        }

        @Override
        public void close() {
            connections.destroy();
        }
    }
}
