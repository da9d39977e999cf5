package dev.edgepass.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.Edgepass;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.testing.RealBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs of a real Kafka, here and through a pipe. */
class KafkaLogIT {
    private static final String KAFKA = RealBackends.kafka();

    @BeforeEach
    @AfterEach
    void delete_the_topics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            // Deletes, too, what a list may lack since it was just made.
            for (NewTopic topic : Topics.all(Replication.ONE)) {
                try {
                    admin.deleteTopics(List.of(topic.name())).all().get();
                } catch (ExecutionException e) {
                    assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
                }
            }
            awaitNoTopics(admin);
        }
    }

    @Test
    void a_log_for_three_brokers_isnt_made_with_one_copy_where_fewer_answer() throws Exception {
        assertThatThrownBy(() -> new KafkaLogSink(KAFKA + ",127.0.0.1:1,127.0.0.1:2"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("InvalidReplicationFactorException");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            assertThat(admin.listTopics().names().get()).doesNotContainAnyElementsOf(Topics.names());
        }
    }

    @Test
    void records_come_back_at_their_offsets_with_their_times_and_a_gap_is_padded() throws Exception {
        LogRecord first = MemoryLog.message(0, 2, "after a gap");
        LogRecord second = MemoryLog.message(0, 4, "after another");
        LogRecord token = MemoryLog.message(3, 7, "a token");
        try (KafkaLogSink sink = new KafkaLogSink(KAFKA)) {
            sink.append(Topics.CONTROL, first);
            sink.append(Topics.CONTROL, second);
            sink.append(Topics.ISSUANCE, token);
            sink.finish();
        }

        List<LogRecord> control = read(new KafkaLogSource(KAFKA), Topics.CONTROL);
        assertThat(control).hasSize(5);
        assertThat(control.get(2)).usingRecursiveComparison().isEqualTo(first);
        assertThat(control.get(4)).usingRecursiveComparison().isEqualTo(second);
        for (int padding : new int[] {0, 1, 3}) {
            assertThat(control.get(padding).headers())
                    .anySatisfy(
                            header -> assertThat(header.value()).asString().isEqualTo("dev.edgepass.log.padded.v1"));
        }
        assertThat(read(new KafkaLogSource(KAFKA), Topics.ISSUANCE))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.partition()).isEqualTo(3);
                    assertThat(found.timestamp()).isEqualTo(token.timestamp());
                });
        Awaitility.await()
                .untilAsserted(() -> assertThat(settings(Topics.CONTROL)).containsAll(declared(Topics.CONTROL)));
    }

    @Test
    void a_log_that_is_there_is_left_alone() {
        new KafkaLogSink(KAFKA).close();

        // The list of topics may come late; making them is refused all the same.
        Awaitility.await()
                .untilAsserted(() -> assertThatThrownBy(() -> new KafkaLogSink(KAFKA))
                        .isInstanceOf(StartFailure.class)
                        .hasMessageContaining("has edgepass.control, edgepass.control.dlt, edgepass.issuance,"));
    }

    @Test
    void a_kafka_without_a_log_is_told() {
        try (KafkaLogSource source = new KafkaLogSource(KAFKA)) {
            assertThatThrownBy(() -> source.extent(Topics.CONTROL))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("has 0 partitions of edgepass.control (expected: 1)");
        }
    }

    @Test
    void the_same_comes_through_a_pipe() throws Exception {
        MemoryLog log = MemoryLog.of(2_000);
        PipedLogSink sink = new PipedLogSink(KafkaLogIT::tool);
        for (String topic : Manifest.TOPICS) {
            log.records.get(topic).forEach(message -> sink.append(topic, message));
        }
        sink.finish();
        sink.close();

        PipedLogSource source = new PipedLogSource(KafkaLogIT::tool);
        assertThat(source.published()).isEmpty();
        for (String topic : Manifest.TOPICS) {
            assertThat(source.extent(topic).partitions())
                    .isEqualTo(log.extent(topic).partitions());
            assertThat(lines(read(source, topic))).containsExactlyInAnyOrderElementsOf(log.lines(topic));
        }
    }

    @Test
    void a_pipe_that_breaks_leaves_no_log() throws Exception {
        PipedLogSink sink = new PipedLogSink(KafkaLogIT::tool);
        sink.append(Topics.CONTROL, MemoryLog.message(0, 0, "a"));
        sink.close();

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            awaitNoTopics(admin);
        }
    }

    private static void awaitNoTopics(Admin admin) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(admin.listTopics().names().get()).doesNotContainAnyElementsOf(Topics.names()));
    }

    /** The command line in a process of its own, as in the container {@code tools}. */
    private static Process tool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Edgepass.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        String nowhere = "http://127.0.0.1:1";
        builder.environment()
                .putAll(Map.of(
                        "EDGEPASS_TOOLS_KAFKA",
                        KAFKA,
                        "EDGEPASS_TOOLS_ISSUER",
                        nowhere,
                        "EDGEPASS_TOOLS_CONSUMER",
                        nowhere,
                        "EDGEPASS_TOOLS_EDGE",
                        nowhere,
                        "EDGEPASS_TOOLS_REDIS",
                        "127.0.0.1:1",
                        "EDGEPASS_R2_ENDPOINT",
                        nowhere,
                        "EDGEPASS_ISSUER_R2_ACCESSKEYID",
                        "id",
                        "EDGEPASS_ISSUER_R2_SECRETACCESSKEY",
                        "secret",
                        "EDGEPASS_R2_MEDIABUCKET",
                        "media",
                        "EDGEPASS_R2_FEEDBUCKET",
                        "feed"));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<LogRecord> read(LogSource source, String topic) throws IOException {
        List<LogRecord> records = new ArrayList<>();
        try (source) {
            source.read(source.extent(topic), records::add);
        }
        return records;
    }

    private static List<String> lines(List<LogRecord> records) {
        return records.stream()
                .map(message -> new String(LogLines.encode(message)))
                .toList();
    }

    private static List<Map.Entry<String, String>> declared(String topic) {
        return Topics.all(Replication.ONE).stream()
                .filter(declared -> declared.name().equals(topic))
                .flatMap(declared -> declared.configs().entrySet().stream())
                .toList();
    }

    private static List<Map.Entry<String, String>> settings(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
            return admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                    .map(entry -> Map.entry(entry.name(), String.valueOf(entry.value())))
                    .toList();
        }
    }
}
