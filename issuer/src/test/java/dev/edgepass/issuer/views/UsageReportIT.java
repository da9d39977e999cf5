package dev.edgepass.issuer.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestReports;
import dev.edgepass.issuer.testing.TestTopics;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /usage}: what the Worker reports. */
class UsageReportIT {
    private static final TestReports WORKER = new TestReports("the one in use");

    @TempDir
    private static Path folder;

    private static TestIssuer issuer;

    @TempDir
    private Path own;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.with(
                Map.of("edgepass.usage.secret-file", WORKER.file(folder).toString()));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void a_report_is_on_the_log_by_partition_once_it_is_answered() {
        String isolate = RandomId.next();
        List<String> links =
                IntStream.range(0, 40).mapToObj(i -> "link-" + isolate + i).toList();

        Api.Answer answer = WORKER.send(issuer.api(), isolate + ".1", TestReports.report(isolate, 1, links));

        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("RateLimit-Policy")).startsWith("\"edge\"");
        List<LogReader.Entry> parts = TestReports.partsOf(isolate);
        assertThat(parts).hasSize(Topics.USAGE_PARTITIONS);
        List<String> written = new ArrayList<>();
        for (LogReader.Entry part : parts) {
            ViewsReported report = (ViewsReported) part.event().data();
            assertThat(part.key()).isEqualTo(report.tokens().get(0).owner());
            for (TokenViews views : report.tokens()) {
                assertThat(part.partition())
                        .isEqualTo(BuiltInPartitioner.partitionForKey(
                                views.owner().getBytes(StandardCharsets.UTF_8), Topics.USAGE_PARTITIONS));
                written.add(views.owner());
            }
        }
        assertThat(written).containsExactlyInAnyOrderElementsOf(links);
        assertThat(parts.stream()
                        .mapToLong(part -> ((ViewsReported) part.event().data()).dropped())
                        .sum())
                .isEqualTo(3);
    }

    @Test
    void a_report_that_comes_again_is_the_same_on_the_log() {
        String isolate = RandomId.next();
        String body = TestReports.report(isolate, 7, List.of("a-" + isolate));

        WORKER.send(issuer.api(), isolate + ".7", body);
        WORKER.send(issuer.api(), isolate + ".7", body);

        List<LogReader.Entry> parts = TestReports.partsOf(isolate);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).event().data()).isEqualTo(parts.get(1).event().data());
        assertThat(parts.get(0).event().id()).isEqualTo(parts.get(1).event().id());
        assertThat(parts.get(0).partition()).isEqualTo(parts.get(1).partition());
    }

    @Test
    void an_id_that_comes_again_with_another_body_is_the_same_event_to_the_consumer() {
        String isolate = RandomId.next();
        String link = "i-" + isolate;

        WORKER.send(issuer.api(), isolate + ".9", TestReports.report(isolate, 9, List.of(link)));
        WORKER.send(
                issuer.api(),
                isolate + ".9",
                TestReports.report(isolate, 9, List.of(link)).replace("\"requests\":2", "\"requests\":2000"));

        List<LogReader.Entry> parts = TestReports.partsOf(isolate);
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).event().data())
                .isNotEqualTo(parts.get(1).event().data());
        assertThat(parts.get(0).event().id()).isEqualTo(parts.get(1).event().id());
    }

    @Test
    void garbage_with_a_good_signature_is_invalid_and_nothing_is_written() {
        String isolate = RandomId.next();
        String good = TestReports.report(isolate, 1, List.of("d"));
        for (String body : List.of(
                "",
                "null",
                "[]",
                "[".repeat(10_000),
                "{\"a\":".repeat(10_000),
                "x".repeat(256 * 1024),
                good.replace("\"number\":1", "\"number\":2"),
                good.replace("\"number\":1", "\"number\":1,\"number\":1"),
                good.replace("\"number\":1", "\"number\":\"1\""),
                good.replace("\"number\":1", "\"number\":1.0"),
                good.replace(isolate + "\"", "other\""),
                good.replace("\"FRA\"", "\"FRANKFURT-AM-MAIN-1\""),
                good.replace("\"DE\"", "\"de\""),
                good.replace("\"0123abcd\"", "\"203.0.113.1\""),
                good.replace("\"requests\":2", "\"requests\":-2"),
                good.replace("\"requests\":2", "\"requests\":9007199254740992"),
                good.replace("\"subject\":\"v-1\"", "\"subject\":\"\\ud800\""),
                good.replace("\"subject\":\"v-1\",", ""),
                good.replaceAll(
                                "\"until\":[0-9]+",
                                "\"until\":" + (Instant.now().toEpochMilli() - 86_460_000L))
                        .replaceAll("\"from\":[0-9]+", "\"from\":0"),
                good.replaceAll("\"until\":[0-9]+", "\"until\":99999999999999"),
                good + "{}")) {
            Api.Answer answer = WORKER.send(issuer.api(), isolate + ".1", body);

            assertThat(answer.problem())
                    .as(body.substring(0, Math.min(300, body.length())))
                    .isEqualTo("invalid-request");
        }
        assertThat(WORKER.send(issuer.api(), isolate + ".1", TestReports.report(isolate, 1, TestReports.many(257)))
                        .problem())
                .isEqualTo("invalid-request");
        assertThat(TestReports.partsOf(isolate)).isEmpty();
    }

    @Test
    void members_of_a_later_worker_are_ignored() {
        String isolate = RandomId.next();
        String body = TestReports.report(isolate, 1, List.of("e")).replace("\"FRA\"", "\"FRA\",\"later\":{\"a\":[1]}");

        assertThat(WORKER.send(issuer.api(), isolate + ".1", body).status()).isEqualTo(202);
        assertThat(TestReports.partsOf(isolate)).hasSize(1);
    }

    @Test
    void while_kafka_is_away_a_report_is_503_and_it_is_taken_once_kafka_is_there() throws Exception {
        try (Children children = new Children(own.resolve("logs"), own.resolve("pids"))) {
            KafkaCluster place = KafkaCluster.of(Ports.free(), Ports.free());
            KafkaProcess kafka = KafkaProcess.start(Installation.find(), own.resolve("kafka"), children, place);
            String bootstrap = TestTopics.on(kafka.bootstrap());
            long pid = kafka.nodes().get(0).pid();
            // Redis is nowhere: a report needs none.
            try (TestIssuer alone = TestIssuer.with(Map.of(
                    "spring.kafka.bootstrap-servers",
                    bootstrap,
                    "spring.data.redis.port",
                    "1",
                    "edgepass.usage.secret-file",
                    WORKER.file(folder).toString()))) {
                String body = TestReports.report("outage", 1, TestReports.many(20));
                assertThat(WORKER.send(alone.api(), "outage.1", body).status()).isEqualTo(202);

                signal("STOP", pid);
                Api.Answer away = WORKER.send(alone.api(), "outage.1", body);
                signal("CONT", pid);

                assertThat(away.problem()).isEqualTo("log-unavailable");
                assertThat(away.header("Retry-After")).isNotNull();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> WORKER.send(alone.api(), "outage.1", body).status() == 202);
                assertThat(alone.bean(MeterRegistry.class)
                                .counter("edgepass.usage.reports", "outcome", "failed")
                                .count())
                        .isPositive();
            }
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
