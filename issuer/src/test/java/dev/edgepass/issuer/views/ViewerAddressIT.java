package dev.edgepass.issuer.views;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestReports;
import dev.edgepass.issuer.token.RandomId;
import io.lettuce.core.api.sync.RedisCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Cloudflare puts a viewer's address into the Worker's calls within a zone: the issuer leaves it nowhere. */
class ViewerAddressIT {
    /** An address that nothing else here has. */
    private static final String VIEWER = "203.0.113.77";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @Test
    void a_viewer_s_address_is_in_no_log_line_key_record_or_metric(@TempDir Path folder) {
        TestReports worker = new TestReports("worker");
        String isolate = RandomId.next();
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        try (TestIssuer issuer = TestIssuer.with(Map.of(
                "edgepass.usage.secret-file",
                worker.file(folder).toString(),
                "edgepass.limits.address-header",
                "CF-Connecting-IP"))) {
            // Only now: a start of Spring makes the log anew.
            log.start();
            root.addAppender(log);
            root.warn("the log is heard");
            long now = Instant.now().toEpochMilli();
            String body = "{\"isolate\":\"" + isolate + "\",\"number\":1,\"location\":\"FRA\",\"from\":" + now
                    + ",\"until\":" + now + ",\"refusals\":{\"not-found\":1}}";
            String[] address = {
                "CF-Connecting-IP", VIEWER, "X-Forwarded-For", VIEWER, "X-Real-IP", VIEWER, "True-Client-IP", VIEWER
            };

            assertThat(worker.send(issuer.api(), isolate + ".1", body, address).status())
                    .isEqualTo(202);
            assertThat(worker.send(issuer.api(), isolate + ".1", "{}", address).status())
                    .isEqualTo(400);
            assertThat(new TestReports("forger")
                            .send(issuer.api(), isolate + ".1", body, address)
                            .status())
                    .isEqualTo(401);

            List<LogReader.Entry> records = LogReader.all(Topics.USAGE).stream()
                    .filter(record -> record.event().data().toString().contains(isolate))
                    .toList();
            assertThat(records).isNotEmpty();
            assertThat(records.toString()).doesNotContain(VIEWER);
            assertThat(everything(TestProjection.redis())).contains("ep:").doesNotContain(VIEWER);
            assertThat(meters(issuer)).contains("edgepass_usage_reports").doesNotContain(VIEWER);
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list.stream().map(ILoggingEvent::toString).toList())
                .anyMatch(line -> line.contains("the log is heard"))
                .noneMatch(line -> line.contains(VIEWER));
    }

    private static String meters(TestIssuer issuer) {
        return issuer.bean(MeterRegistry.class) instanceof PrometheusMeterRegistry prometheus
                ? prometheus.scrape()
                : issuer.bean(PrometheusMeterRegistry.class).scrape();
    }

    /** The names of all keys, and what they hold. */
    private static String everything(RedisCommands<String, String> redis) {
        StringBuilder all = new StringBuilder();
        for (String key : redis.keys("*")) {
            all.append(key)
                    .append('\n')
                    .append(
                            switch (redis.type(key)) {
                                case "string" -> redis.get(key);
                                case "hash" -> redis.hgetall(key).toString();
                                case "zset" -> redis.zrange(key, 0, -1).toString();
                                case "set" -> redis.smembers(key).toString();
                                default -> "";
                            });
        }
        return all.toString();
    }
}
