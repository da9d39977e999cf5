package dev.edgepass.consumer.archive;

import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.audit.Archive;
import dev.edgepass.audit.LogName;
import dev.edgepass.consumer.archive.core.ArchiveKey;
import dev.edgepass.consumer.archive.core.LogObjects;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.feed.r2.R2Objects;
import dev.edgepass.consumer.feed.r2.R2Properties;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.Topics;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.LogFolder;
import dev.edgepass.tlog.VerifierKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

@ExtendWith(CleanBackends.class)
class ArchiveIT {
    private static final LinkWords WORDS = LinkWords.of("wedding", "grandma", "$argon2id$..");

    @TempDir
    private Path keys;

    private TestLog log;
    private R2Objects bucket;

    @BeforeEach
    void open() {
        log = new TestLog();
        S3Access s3 = RealBackends.r2();
        bucket = new R2Objects(
                new R2Properties(
                        URI.create(s3.endpoint()),
                        s3.accessKeyId(),
                        s3.secretAccessKey(),
                        s3.feedBucket(),
                        Duration.ofSeconds(10)),
                s3.auditBucket(),
                new SimpleMeterRegistry());
        for (List<String> left = bucket.list(""); !left.isEmpty(); left = bucket.list("")) {
            bucket.delete(left.subList(0, Math.min(1_000, left.size())));
        }
    }

    @AfterEach
    void close() {
        bucket.close();
        log.close();
    }

    private TestService start(String instance, String... more) {
        return TestService.start(
                keys.resolve("feed.jwk"),
                Stream.concat(
                                Stream.of(
                                        "edgepass.feed.heartbeat=PT1S",
                                        "edgepass.feed.min-interval=PT0.2S",
                                        "edgepass.feed.publisher-id=" + instance,
                                        "edgepass.archive.name=example.com/audit",
                                        "edgepass.archive.key-file=" + keys.resolve("audit.jwk"),
                                        "edgepass.archive.state-dir=" + keys.resolve(instance),
                                        "edgepass.archive.seal-interval=PT1S"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    private static Map<String, Long> sizes(TestService service) {
        return service.bean(ArchivedLogs.class).list().stream()
                .collect(Collectors.toMap(ArchivedLog::id, ArchivedLog::size));
    }

    /** What is in the bucket of a log, as an auditor downloads it. */
    private record Download(R2Objects bucket, LogName log) implements LogFolder {
        @Override
        public byte @Nullable [] read(String path, int limit) throws IOException {
            return new LogObjects(bucket, log).read(path, limit);
        }

        @Override
        public void list(String folder, Visitor visitor) throws IOException {
            for (String top : folder.equals("tile") ? Set.of("tile", "partial") : Set.of(folder)) {
                String prefix = top + '/' + log.folder() + '/';
                for (String key : bucket.list(prefix)) {
                    visitor.visit(folder + '/' + key.substring(prefix.length()));
                }
            }
        }
    }

    /** The logs in the bucket, each of which holds. */
    private List<LogName> verified(TestService service) throws IOException {
        VerifierKey key = VerifierKey.parse(service.bean(ArchivedLogs.class).verifierKey());
        List<LogName> logs = bucket.list(LogObjects.CHECKPOINTS).stream()
                .map(object -> LogName.parse(object.substring(LogObjects.CHECKPOINTS.length()))
                        .orElseThrow())
                .toList();
        for (LogName archived : logs) {
            Archive.Verdict verdict =
                    Archive.verify(new Download(bucket, archived), archived.id(), List.of(key), done -> {});
            assertThat(verdict.findings().kept()).as(archived.folder()).isEmpty();
        }
        return logs;
    }

    @Test
    void what_happens_is_archived_by_who_leads_and_remembered_by_who_stands_by() throws Exception {
        try (TestService leader = start("one")) {
            log.append(linkCreated("L1", WORDS));
            log.appendGarbage(Topics.CONTROL, new byte[] {0, 1, 2});
            log.appendAll(600, number -> tokenIssued("jti-" + number, "ada", "L1"));
            await().until(() -> sizes(leader).getOrDefault("edgepass.control-0", 0L) >= 2);
            List<ArchivedLog> sealed = leader.bean(ArchivedLogs.class).seal();

            assertThat(sealed.stream()
                            .filter(archived -> archived.id().startsWith(Topics.ISSUANCE))
                            .mapToLong(ArchivedLog::size)
                            .sum())
                    .isEqualTo(600);
            assertThat(sealed).extracting(ArchivedLog::id).contains("edgepass.publications-0");
            assertThat(sealed).allMatch(archived -> archived.origin().startsWith("example.com/audit/edgepass."));
            assertThat(verified(leader)).extracting(LogName::id).contains("edgepass.control-0");
            assertThat(leader.health("archiveHealthIndicator")).isEqualTo(Status.UP);
            assertThat(leader.bean(ArchivedLogs.class).files("edgepass.control-0"))
                    .hasValueSatisfying(files -> assertThat(readable(files, "checkpoint"))
                            .startsWith("example.com/audit/edgepass.control/0/"));

            try (TestService standby = start("two")) {
                await().until(() -> sizes(standby).getOrDefault("edgepass.control-0", 0L) >= 2);
                assertThatThrownBy(() -> standby.bean(ArchivedLogs.class).seal())
                        .isInstanceOf(ArchiveUnavailable.class)
                        .hasMessageContaining("STANDBY (expected: LEADING)")
                        .matches(refused -> ((ArchiveUnavailable) refused).isElsewhere());
                try (Stream<Path> remembered = Files.list(keys.resolve("two"))) {
                    assertThat(remembered.map(file -> file.getFileName().toString()))
                            .anyMatch(name -> name.startsWith("edgepass.control-0.") && name.endsWith(".seen"))
                            .noneMatch(name -> name.endsWith(".signed"));
                }
            }
        }
        log.append(linkCreated("L2", WORDS));
        try (TestService again = start("one")) {
            await().until(() -> sizes(again).getOrDefault("edgepass.control-0", 0L) >= 3);
            assertThat(verified(again)).isNotEmpty();
        }
    }

    @Test
    void a_seal_whose_round_finds_that_another_one_leads_is_none() throws Exception {
        try (TestService service = start("one", "edgepass.archive.seal-interval=PT1H")) {
            await().until(() -> !sizes(service).isEmpty());
            log.append(linkCreated("L1", WORDS));
            Thread asking = Thread.currentThread();
            Archiver archiver = new Archiver(
                    new ArchiveBackends(
                            service.bean(ArchiveProperties.class),
                            service.bean(ArchiveKey.class),
                            service.bean(EventLog.class),
                            service.bean(EventReader.class),
                            bucket,
                            new ArchiveMeters(new SimpleMeterRegistry())),
                    () -> Thread.currentThread() == asking ? Role.LEADING : Role.STANDBY,
                    Duration.ofHours(1));
            archiver.start();
            try {
                assertThatThrownBy(archiver::seal)
                        .isInstanceOfSatisfying(
                                ArchiveUnavailable.class,
                                refused -> assertThat(refused.isElsewhere()).isTrue());
            } finally {
                archiver.stop();
            }
        }
    }

    private static String readable(LogFiles files, String path) {
        try {
            return new String(Objects.requireNonNull(files.read(path, 1 << 16)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void words_in_plain_and_offsets_without_a_record_stop_their_log_and_no_other() throws Exception {
        log.append(linkCreated("L1"));
        try (KafkaProducer<String, byte[]> transactional = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealBackends.kafka(), "transactional.id", "archive-gaps"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            transactional.initTransactions();
            transactional.beginTransaction();
            transactional.send(new ProducerRecord<>(Topics.ISSUANCE, 0, "k", new byte[] {1}));
            transactional.commitTransaction();
        }
        try (TestService service = start("one")) {
            await().until(() -> sizes(service).getOrDefault("edgepass.publications-0", 0L) >= 1);

            assertThat(service.health("archiveHealthIndicator")).isEqualTo(Status.DOWN);
            assertThat(service.healthDetail("archiveHealthIndicator", "edgepass.control-0"))
                    .contains(
                            "the record at offset 0 holds a label, a recipient or a password's hash in plain",
                            "edgepass.archive.accept-plain-words=true");
            assertThat(service.healthDetail("archiveHealthIndicator", "edgepass.issuance-0"))
                    .contains("the topic has no record at offset 1");
            assertThat(service.healthGroup("readiness")).isEqualTo(200);
            assertThatThrownBy(() -> service.bean(ArchivedLogs.class).seal())
                    .hasMessageContaining("edgepass.control-0: the record at offset 0");
            assertThat(bucket.list("checkpoint/edgepass.control/")).isEmpty();
        }
        try (TestService service = start("one", "edgepass.archive.accept-plain-words=true")) {
            await().until(() -> sizes(service).getOrDefault("edgepass.control-0", 0L) >= 1);
            assertThat(verified(service)).extracting(LogName::id).contains("edgepass.control-0");
        }
    }

    @Test
    void without_a_key_file_there_is_no_archive() {
        try (TestService service = TestService.start(keys.resolve("feed.jwk"))) {
            assertThatThrownBy(() -> service.bean(ArchivedLogs.class)).hasMessageContaining("No qualifying bean");
        }
    }
}
