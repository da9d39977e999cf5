package dev.edgepass.consumer.testing;

import dev.edgepass.consumer.ConsumerService;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.testing.RealBackends;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The service in this JVM, on the real backends. Closing it releases nothing: to the others it's a kill. */
public final class TestService implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it. {@code settings} are {@code name=value}. */
    public static TestService start(Path keyFile, String... settings) {
        List<String> arguments = arguments(keyFile, settings);
        return new TestService(
                new SpringApplicationBuilder(ConsumerService.class).run(arguments.toArray(String[]::new)));
    }

    /** The program's arguments for the real backends, but for {@code settings}, each {@code name=value}. */
    public static List<String> arguments(Path keyFile, String... overrides) {
        S3Access s3 = RealBackends.r2();
        KvAccess kv = RealBackends.kv();
        RealBackends.HostAndPort redis = RealBackends.redis();
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("server.port", 0);
        settings.put("spring.kafka.bootstrap-servers", RealBackends.kafka());
        settings.put("spring.data.redis.host", redis.host());
        settings.put("spring.data.redis.port", redis.port());
        settings.put("edgepass.r2.endpoint", s3.endpoint());
        settings.put("edgepass.r2.access-key-id", s3.accessKeyId());
        settings.put("edgepass.r2.secret-access-key", s3.secretAccessKey());
        settings.put("edgepass.r2.feed-bucket", s3.feedBucket());
        settings.put("edgepass.kv.api-base", kv.apiBase());
        settings.put("edgepass.kv.account-id", kv.accountId());
        settings.put("edgepass.kv.namespace-id", kv.namespaceId());
        settings.put("edgepass.kv.api-token", kv.apiToken());
        settings.put("edgepass.feed.key-file", keyFile);
        for (String override : overrides) {
            int equals = override.indexOf('=');
            settings.put(override.substring(0, equals), override.substring(equals + 1));
        }
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toList();
    }

    public StringRedisTemplate redis() {
        return context.getBean(StringRedisTemplate.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Of a path on its port. */
    public URI uri(String path) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port")) + path);
    }

    /** The HTTP status of a health group ({@code readiness}, {@code liveness}), as a load balancer sees it. */
    public int healthGroup(String group) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri("/actuator/health/" + group))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The status of the health indicator of that bean name, right now. */
    public Status health(String indicator) {
        return Objects.requireNonNull(
                        context.getBean(indicator, HealthIndicator.class).health(false))
                .getStatus();
    }

    /** What that indicator says under that name. */
    public String healthDetail(String indicator, String name) {
        return String.valueOf(Objects.requireNonNull(
                        context.getBean(indicator, HealthIndicator.class).health(true))
                .getDetails()
                .get(name));
    }

    /** Waits until the position of the read model of the control log is this. */
    public void awaitFolded(long position) {
        Awaitility.await()
                .until(
                        () -> redis().opsForHash().get("ep:control", "position"),
                        at -> Long.toString(position).equals(at));
    }

    @Override
    public void close() {
        context.close();
    }
}
