package dev.edgepass.consumer.archive;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.archive.core.ArchiveKey;
import dev.edgepass.consumer.audit.index.AuditIndex;
import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads.Place;
import dev.edgepass.consumer.audit.index.IndexReads.Span;
import dev.edgepass.consumer.audit.index.IndexWorker;
import dev.edgepass.consumer.feed.r2.ObjectStore;
import dev.edgepass.consumer.feed.r2.R2Objects;
import dev.edgepass.consumer.log.ColdTier;
import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.FoldedIssuance;
import dev.edgepass.consumer.log.LogEnd;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.LogTruncated;
import dev.edgepass.consumer.projection.Progress;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.ProjectionFollower;
import dev.edgepass.consumer.replay.ReplayCall;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.tlog.Checkpoint;
import dev.edgepass.tlog.Hash;
import dev.edgepass.tlog.SignedNote;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.UnverifiedCheckpoint;
import dev.edgepass.tlog.VerifiedCheckpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Kafka's issuance topic is cut, and a replay, a past state and a projection that begins anew have all of it from the archive and Kafka joined. */
@ExtendWith(CleanBackends.class)
class IssuanceRetentionIT {
    private static final int TOKENS = 1_200;
    private static final String ALTERED = "\"jti\":\"x";
    private static final SigningKey WITNESS = SigningKey.generate();
    private static final Duration DAY = Duration.ofDays(1);
    private static final InstantSource IN_TWO_DAYS =
            InstantSource.fixed(Instant.now().plus(2, ChronoUnit.DAYS));

    /** All tests': a service of the test before may still be at its last seal, of the topics of this one. */
    @TempDir
    private static Path auditKey;

    @TempDir
    private Path folder;

    private String[] settings = {};
    private TestService service;
    private StringRedisTemplate redis;
    private ReplayCall replay;
    private TestLog log;

    @BeforeEach
    void manyTokensThatAreArchived() throws Exception {
        settings = new String[] {
            "edgepass.archive.key-file=" + auditKey.resolve("audit.jwk"),
            "edgepass.archive.state-dir=" + folder.resolve("audit"),
            "edgepass.archive.bucket=" + RealBackends.r2().mediaBucket(),
            "edgepass.archive.accept-plain-words=true"
        };
        service = TestService.start(folder.resolve("feed.jwk"), settings);
        redis = service.redis();
        replay = new ReplayCall(folder.resolve("feed.jwk"));
        log = new TestLog();
        log.append(keyAdded("k1"));
        log.append(linkCreated("L1"));
        log.appendAll(TOKENS, number -> tokenIssued("t" + number, "u-" + number % 50, number % 2 == 0 ? "L1" : null));
        awaitTokens(TOKENS);
        try (TestFeed feed = new TestFeed(folder.resolve("feed.jwk"))) {
            feed.awaitPosition(2);
        }
        service.bean(ArchivedLogs.class).seal();
    }

    private void awaitTokens(long count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Long.valueOf(count).equals(redis.opsForZSet().zCard("ep:live:all")));
    }

    @AfterEach
    void stop() {
        log.close();
        service.close();
    }

    private IssuanceRetention retention(RetentionProperties cosigned, InstantSource clock) {
        return new IssuanceRetention(
                DAY,
                cosigned,
                service.bean(ArchivedRecords.class),
                service.bean(EventLog.class),
                List.of(service.bean(FoldedIssuance.class)),
                clock);
    }

    private static RetentionProperties notCosigned() {
        return new RetentionProperties(DAY, List.of(), null);
    }

    private Map<Integer, Long> beginning() {
        try (LogReader issuance = service.bean(EventLog.class).issuance()) {
            return issuance.beginning();
        }
    }

    @Test
    void an_index_that_is_made_anew_has_what_kafka_has_deleted() {
        ColdTier archive = service.bean(ArchivedRecords.class);
        AtomicBoolean failed = new AtomicBoolean();
        ColdTier cold = (partition, id, from, to, batch) -> {
            if (failed.compareAndSet(false, true)) {
                throw new LogTruncated("the archive has none of them yet");
            }
            archive.read(partition, id, from, to, batch);
        };

        assertThat(retention(notCosigned(), IN_TWO_DAYS).cut()).isNotEmpty();

        assertThat(indexedFrom(cold, "t0", "t" + (TOKENS - 1), "x0")).containsExactly(1, 1, 0);
    }

    @Test
    void what_the_archive_has_only_at_its_second_reading_is_neither_indexed_nor_folded() {
        Map<Integer, Long> cut = retention(notCosigned(), IN_TWO_DAYS).cut();
        assertThat(cut).isNotEmpty();
        List<String> folded = new ArrayList<>();

        try (LogReader issuance = service.bean(EventLog.class).issuance()) {
            ProjectionFollower follower = new ProjectionFollower(fold(folded), issuance, altered());
            assertThatThrownBy(follower::resume).isInstanceOf(LogTruncated.class);
        }
        assertThat(folded).noneMatch(value -> value.contains(ALTERED));
        String[] forged =
                IntStream.range(0, TOKENS).mapToObj(number -> "x" + number).toArray(String[]::new);
        assertThat(indexedFrom(altered(), forged)).containsOnly(0);
    }

    /** The archive, of which somebody who can write the bucket shows something else at the second reading alone. */
    private ColdTier altered() {
        ColdTier archive = service.bean(ArchivedRecords.class);
        AtomicInteger readings = new AtomicInteger();
        return (partition, id, from, to, batch) -> {
            if (readings.incrementAndGet() != 2) {
                archive.read(partition, id, from, to, batch);
                return;
            }
            archive.read(
                    partition,
                    id,
                    from,
                    to,
                    records -> batch.accept(
                            records.stream().map(IssuanceRetentionIT::altered).toList()));
            throw new LogTruncated("the archive isn't what was signed");
        };
    }

    private static ConsumerRecord<byte[], byte[]> altered(ConsumerRecord<byte[], byte[]> message) {
        String value = new String(message.value(), StandardCharsets.UTF_8).replace("\"jti\":\"t", ALTERED);
        return new ConsumerRecord<>(
                message.topic(),
                message.partition(),
                message.offset(),
                message.timestamp(),
                message.timestampType(),
                message.serializedKeySize(),
                message.serializedValueSize(),
                message.key(),
                value.getBytes(StandardCharsets.UTF_8),
                message.headers(),
                Optional.empty());
    }

    private static Projection fold(List<String> values) {
        return new Projection() {
            @Override
            public String name() {
                return "a test's";
            }

            @Override
            public LogReader open(EventLog events) {
                return events.issuance();
            }

            @Override
            public Progress progress() {
                return new Progress(Optional.empty(), Map.of(), Map.of());
            }

            @Override
            public boolean apply(
                    int partition, long from, String topicId, List<ConsumerRecord<byte[], byte[]>> messages) {
                messages.forEach(message -> values.add(new String(message.value(), StandardCharsets.UTF_8)));
                return true;
            }
        };
    }

    /** How many events name each of the tokens in a new index, which reads what Kafka has deleted from there. */
    private List<Integer> indexedFrom(ColdTier cold, String... tokens) {
        LogEnd end;
        try (LogReader issuance = service.bean(EventLog.class).issuance()) {
            end = issuance.end();
        }
        try (AuditIndex index = new AuditIndex(folder.resolve("audit.db"))) {
            IndexWorker worker = new IndexWorker(
                    "issuance",
                    EventLog::issuance,
                    index,
                    service.bean(EventLog.class),
                    cold,
                    service.bean(EventReader.class),
                    InstantSource.system(),
                    new SimpleMeterRegistry());
            worker.start();
            try {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(end.offsets())
                                .allSatisfy((partition, offset) -> assertThat(
                                                index.issuancePosition(end.topicId(), partition))
                                        .isEqualTo(offset)));
            } finally {
                worker.stop();
            }
            return Stream.of(tokens)
                    .map(jti ->
                            index.<Integer>read(reads -> reads.issued(EventKeys.token(jti), Span.ALL, Place.BEGIN, 10)
                                    .size()))
                    .toList();
        }
    }

    @Test
    void a_topic_that_was_cut_is_replayed_from_the_archive_and_kafka_without_gap_or_overlap() throws Exception {
        assertThat(retention(notCosigned(), InstantSource.system()).cut())
                .as("too young")
                .isEmpty();
        Map<Integer, Long> cut = retention(notCosigned(), IN_TWO_DAYS).cut();
        assertThat(cut.values().stream().mapToLong(Long::longValue).sum())
                .as("the last of each partition stays")
                .isEqualTo(TOKENS - cut.size());
        assertThat(beginning()).containsAllEntriesOf(cut);
        for (int number = 0; number < 5; number++) {
            log.append(tokenIssued("later" + number, "u-" + number, "L1"));
        }
        awaitTokens(TOKENS + 5);
        assertThat(service.bean(ArchivedLogs.class).seal())
                .as("the archive goes on")
                .filteredOn(archived -> archived.id().matches("edgepass\\.issuance-\\d"))
                .extracting(ArchivedLog::size)
                .satisfies(sizes -> assertThat(
                                sizes.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(TOKENS + 5));

        int exit = replay.run(List.of("--dry-run"), settings);

        assertThat(replay.complaint()).isEmpty();
        assertThat(replay.printed()).contains("replayed 1,207 records in ", " 0 differences");
        assertThat(exit).isZero();

        redis.delete(List.of("ep:live:lnk:L1", "ep:viewers:L1"));
        replay.forgetOutput();
        assertThat(replay.run(List.of(), settings)).isZero();
        assertThat(redis.opsForZSet().zCard("ep:live:lnk:L1")).isEqualTo(TOKENS / 2 + 5);

        replay.forgetOutput();
        assertThat(replay.run(List.of("--dry-run"))).as("without the archive").isEqualTo(2);
        assertThat(replay.complaint())
                .matches(
                        "The log isn't whole: Kafka has no records 0 to \\d+ of edgepass\\.issuance-\\d, and there is no"
                                + " archive to read them from \\(setting edgepass\\.archive\\.key-file\\)\\.\n");
    }

    @Test
    void a_read_model_that_was_lost_is_folded_anew_by_the_consumer_itself() {
        retention(notCosigned(), IN_TWO_DAYS).cut();

        Objects.requireNonNull(redis.getConnectionFactory())
                .getConnection()
                .serverCommands()
                .flushAll();

        awaitTokens(TOKENS);
        assertThat(replay.run(List.of("--dry-run"), settings)).isZero();
    }

    @Test
    void what_was_altered_in_the_archive_stops_the_deletion_and_gives_no_verdict() {
        ArchivedLog log = service.bean(ArchivedLogs.class).list().stream()
                .filter(archived -> archived.id().matches("edgepass\\.issuance-\\d") && archived.size() > 256)
                .findFirst()
                .orElseThrow();
        int partition = log.id().charAt(log.id().length() - 1) - '0';
        String tile = "tile/edgepass.issuance/" + partition + "/"
                + redis.opsForHash().get("ep:issuance", "topicId") + "/0/000";
        alter(tile);

        assertThat(retention(notCosigned(), IN_TWO_DAYS).cut()).isNotEmpty().doesNotContainKey(partition);
        assertThat(beginning()).containsEntry(partition, 0L);

        alter(tile);
        assertThat(retention(notCosigned(), IN_TWO_DAYS).cut()).containsOnlyKeys(partition);
        alter(tile);
        assertThat(replay.run(List.of("--dry-run"), settings)).isEqualTo(2);
        assertThat(replay.complaint()).contains("isn't what was signed, in ");
    }

    /** Once more, and it is as it was. */
    private static void alter(String object) {
        try (R2Objects bucket =
                new R2Objects(TestFeed.r2(), RealBackends.r2().mediaBucket(), new SimpleMeterRegistry())) {
            ObjectStore.StoredObject stored = bucket.read(object, 8_193).orElseThrow();
            byte[] altered = stored.bytes().clone();
            altered[7] ^= 1;
            bucket.put(object, altered, "application/octet-stream", stored.etag());
        }
    }

    @Test
    void with_a_witness_set_only_what_it_has_cosigned_is_deleted() throws Exception {
        Path cosigned = Files.createDirectories(folder.resolve("cosigned"));
        RetentionProperties witnessed =
                new RetentionProperties(DAY, List.of(WITNESS.cosignerKey("w1").toString()), cosigned);

        assertThat(retention(witnessed, IN_TWO_DAYS).cut())
                .as("nothing is cosigned")
                .isEmpty();
        assertThat(beginning().values()).containsOnly(0L);

        Map<Integer, VerifiedCheckpoint> before = checkpoints();
        before.values().forEach(checkpoint -> cosign(checkpoint, cosigned));
        log.appendAll(TOKENS, number -> tokenIssued("later" + number, "u-" + number % 50, null));
        awaitTokens(2 * TOKENS);
        service.bean(ArchivedLogs.class).seal();
        Map<Integer, Long> sizes = new TreeMap<>();
        before.forEach((partition, checkpoint) ->
                sizes.put(partition, checkpoint.head().size()));

        assertThat(retention(witnessed, IN_TWO_DAYS).cut())
                .as("up to what is cosigned")
                .isEqualTo(sizes);
        assertThat(beginning()).isEqualTo(sizes);

        Map<Integer, VerifiedCheckpoint> after = checkpoints();
        after.values().forEach(checkpoint -> cosign(checkpoint, cosigned));
        cosign(forked(after.get(0)), cosigned);

        assertThat(retention(witnessed, IN_TWO_DAYS).cut())
                .as("the witness has seen another log")
                .isNotEmpty()
                .doesNotContainKey(0);
        assertThat(beginning()).containsEntry(0, sizes.get(0));
    }

    /** Of the issuance logs, by partition. */
    private Map<Integer, VerifiedCheckpoint> checkpoints() {
        Map<Integer, VerifiedCheckpoint> checkpoints = new TreeMap<>();
        try (LogReader issuance = service.bean(EventLog.class).issuance()) {
            String topicId = issuance.end().topicId();
            for (TopicPartition partition : issuance.partitions()) {
                checkpoints.put(
                        partition.partition(),
                        service.bean(ArchivedRecords.class)
                                .log(partition, topicId)
                                .orElseThrow()
                                .checkpoint());
            }
        }
        return checkpoints;
    }

    /** Signed by the archive's key, of that size and with another root. */
    private VerifiedCheckpoint forked(VerifiedCheckpoint checkpoint) {
        ArchiveKey key = service.bean(ArchiveKey.class);
        TreeHead other = new TreeHead(checkpoint.head().size(), Hash.of(new byte[Hash.SIZE]));
        byte[] note = key.key()
                .sign(key.name(), new Checkpoint(checkpoint.origin(), other))
                .toBytes();
        return UnverifiedCheckpoint.parse(note).verify(List.of(key.verifier()));
    }

    /** As ./edgepass audit witness keeps it. */
    private static void cosign(VerifiedCheckpoint checkpoint, Path folder) {
        SignedNote note = checkpoint.note().with(WITNESS.cosign("w1", checkpoint, 1_800_000_000));
        String name = HexFormat.of().formatHex(Sha256.hash(checkpoint.origin())) + ".checkpoint";
        try {
            Files.write(folder.resolve(name), note.toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_past_state_is_shown_as_it_was_and_the_live_one_stays() {
        retention(notCosigned(), IN_TWO_DAYS).cut();
        log.append(revoked("R1", Effect.BLOCK, new Target(Handle.Kind.FOLDER, "projects/")));
        log.append(linkClosed("L1"));
        service.awaitFolded(4);

        assertThat(replay.run(List.of("--until", "2"), settings)).isZero();
        assertThat(replay.printed())
                .contains("after 2 records of the control log, at 2")
                .contains("1 share links {open=1}", "0 handles blocked, 0 with a cutoff");
        replay.forgetOutput();
        assertThat(replay.run(List.of("--until", "3"), settings)).isZero();
        assertThat(replay.printed())
                .as("its folder's block is its own")
                .contains("1 share links {blocked=1}", "1 handles blocked, 0 with a cutoff");
        replay.forgetOutput();
        assertThat(replay.run(List.of("--until", Instant.now().toString(), "--json"), settings))
                .isZero();
        assertThat(replay.printed().lines().filter(line -> line.startsWith("{")))
                .hasSize(4);
        assertThat(replay.printed())
                .contains("\"position\":4", "\"tokens\":1200}", "\"link\":\"L1\",\"state\":\"closed\"")
                .contains("\"handle\":\"lnk:L1\",\"blocked\":false,\"cutoff\":4}");
        replay.forgetOutput();
        assertThat(replay.run(List.of("--until", "0"), settings)).isZero();
        assertThat(replay.printed()).contains("no event of the control log was there by then\n0 share links\n");
        assertThat(replay.run(List.of("--until", "5"), settings)).isEqualTo(2);
        assertThat(replay.complaint()).isEqualTo("--until 5 is past the log's end (expected: at most 4).\n");
        assertThat(redis.keys("epr-*")).isEmpty();
    }
}
