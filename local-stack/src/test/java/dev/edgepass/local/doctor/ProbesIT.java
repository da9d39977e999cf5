package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edgepass.deadletter.DeadLetter;
import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.redis.RedisProcess;
import dev.edgepass.local.testing.RealBackends;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The probes see what is wrong in a real Kafka, Redis, R2 and KV. */
class ProbesIT {
    @TempDir
    static Path folder;

    private static final Installation INSTALLATION = Installation.find();
    private static final Http HTTP = new Http();

    private static Children children;
    private static RedisProcess redis;
    private static Place place;

    @BeforeAll
    static void start() {
        children = new Children(folder.resolve("logs"), folder.resolve("pids"));
        redis = RedisProcess.start(INSTALLATION, folder.resolve("redis"), children, Ports.free());
        place = new Place(false, "", address(redis));
    }

    @AfterAll
    static void stop() {
        children.close();
    }

    @Test
    void a_topic_that_loses_records_and_one_that_is_missing_are_seen_and_so_is_kafkas_end() throws Exception {
        KafkaProcess kafka = KafkaProcess.start(
                INSTALLATION, folder.resolve("kafka"), children, KafkaCluster.of(Ports.free(), Ports.free()));
        Found.assertLevel(kafka(kafka), CheckId.TOPICS, Level.FAIL);
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrap());
        try (Admin admin = Admin.create(settings)) {
            Topics.ensure(admin, Topics.all(Replication.ONE), Duration.ofSeconds(30));
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> Found.assertAllWell(kafka(kafka)));
            KafkaFacts.Topic control =
                    KafkaProbe.of(kafka.bootstrap(), () -> {}).topics().get(Topics.CONTROL);
            assertThat(control.id())
                    .isEqualTo(admin.describeTopics(List.of(Topics.CONTROL))
                            .allTopicNames()
                            .get()
                            .get(Topics.CONTROL)
                            .topicId()
                            .toString());

            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, Topics.ISSUANCE),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", "604800000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> Found.assertOnly(
                            kafka(kafka), CheckId.RETENTION, Level.FAIL, "records of " + Topics.ISSUANCE));
        }
        RecordId record = new RecordId(Topics.CONTROL, 0, 17);
        write(settings, new DeadLetter.PassedOver(record, 1, "garbage"));
        Found.assertLevel(kafka(kafka), CheckId.UNREADABLE, Level.WARN);
        write(settings, new DeadLetter.Settled(record, 1, DeadLetter.Outcome.DISMISSED, "read"));
        Found.assertLevel(kafka(kafka), CheckId.UNREADABLE, Level.OK);
        children.stop(KafkaCluster.parts());
        assertThatThrownBy(() -> kafka(kafka))
                .isInstanceOf(NotSeen.class)
                .hasMessageContaining("Kafka at " + kafka.bootstrap() + " doesn't answer");
    }

    private static void write(Map<String, Object> settings, DeadLetter... letters) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (DeadLetter letter : letters) {
                producer.send(new ProducerRecord<>(DeadLetter.topicFor(Topics.CONTROL), letter.toBytes()))
                        .get();
            }
        }
    }

    private static List<Check> kafka(KafkaProcess kafka) {
        return KafkaProbe.of(kafka.bootstrap(), () -> {}).checks(new Place(false, kafka.bootstrap(), ""));
    }

    @Test
    void a_redis_that_forgets_or_drops_keys_is_seen() throws Exception {
        Found.assertAllWell(redis());

        ask(redis, "CONFIG SET appendonly no");
        Found.assertOnly(redis(), CheckId.APPEND_ONLY, Level.FAIL, "doesn't write its file");
        ask(redis, "CONFIG SET appendonly yes");
        ask(redis, "CONFIG SET maxmemory-policy allkeys-lru");
        Found.assertOnly(redis(), CheckId.EVICTION, Level.FAIL, "allkeys-lru");
        ask(redis, "CONFIG SET maxmemory-policy noeviction");
        Found.assertAllWell(redis());
    }

    @Test
    void a_replica_is_seen_from_both_sides() throws Exception {
        Children others = new Children(folder.resolve("other-logs"), folder.resolve("other-pids"));
        try (others) {
            RedisProcess replica = RedisProcess.start(INSTALLATION, folder.resolve("replica"), others, Ports.free());
            ask(replica, "REPLICAOF " + redis.host() + " " + redis.port());

            Found.assertLevel(RedisProbe.of(address(replica)).checks(place), CheckId.REDIS_ROLE, Level.FAIL);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> Found.assertLevel(redis(), CheckId.REPLICAS, Level.OK));
        }
    }

    @Test
    void a_redis_that_is_away_is_seen() {
        assertThatThrownBy(() -> RedisProbe.of("127.0.0.1:1"))
                .isInstanceOf(NotSeen.class)
                .hasMessageContaining("Redis at 127.0.0.1:1 doesn't answer");
    }

    @Test
    void a_store_is_well_and_nothing_is_left_in_it() {
        S3Access access = RealBackends.r2();
        try (ObjectStore store = new ObjectStore(access);
                S3Client client = R2.client(access)) {
            Found.assertAllWell(StoreProbe.of(HTTP, store).checks());

            for (String bucket : List.of(access.mediaBucket(), access.feedBucket())) {
                assertThat(client.listObjectsV2(
                                        request -> request.bucket(bucket).prefix(".edgepass-doctor/"))
                                .contents())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_wrong_credential_and_a_bucket_that_isnt_there_are_seen() {
        S3Access access = RealBackends.r2();
        S3Access wrong =
                new S3Access(access.endpoint(), "stranger", "no-secret", access.mediaBucket(), access.feedBucket());
        S3Access missing = new S3Access(
                access.endpoint(),
                access.accessKeyId(),
                access.secretAccessKey(),
                "no-such-bucket",
                access.feedBucket());
        try (ObjectStore strangers = new ObjectStore(wrong);
                ObjectStore store = new ObjectStore(missing)) {
            Found.assertLevel(StoreProbe.of(HTTP, strangers).checks(), CheckId.BUCKETS, Level.FAIL);
            Found.assertLevel(StoreProbe.of(HTTP, store).checks(), CheckId.BUCKETS, Level.FAIL);
            assertThatThrownBy(() -> FeedProbe.of(strangers, folder.resolve("none")))
                    .isInstanceOf(NotSeen.class)
                    .hasMessageContaining("refuses to be read");
        }
        Check tokens = StoreProbe.tokens(access, wrong).check();
        assertThat(tokens.level()).isEqualTo(Level.FAIL);
        assertThat(tokens.seen())
                .contains("the consumer's can't write the feed", "the issuer's can write the feed")
                .doesNotContain("the consumer's can read media");
        assertThat(StoreProbe.tokens(access, access).check().seen())
                .contains("the issuer's can write the feed", "the consumer's can write media");
    }

    @Test
    void a_kv_namespace_that_takes_writes_and_one_that_doesnt_are_seen() {
        KvAccess kv = RealBackends.kv();

        assertThat(KvProbe.of(HTTP, kv).check().level()).isEqualTo(Level.OK);
        assertThat(KvProbe.of(HTTP, new KvAccess(kv.apiBase(), kv.accountId(), kv.namespaceId(), "wrong"))
                        .check()
                        .seen())
                .contains("refuses the token (403)");
        assertThat(KvProbe.of(HTTP, new KvAccess(kv.apiBase(), kv.accountId(), "other", kv.apiToken()))
                        .check()
                        .seen())
                .contains("no such KV namespace");
        assertThat(KvProbe.of(HTTP, new KvAccess("http://127.0.0.1:1/client/v4", "a", "n", "t"))
                        .check()
                        .seen())
                .contains("doesn't answer");
    }

    private static List<Check> redis() {
        return RedisProbe.of(address(redis)).checks(place);
    }

    private static String address(RedisProcess redis) {
        return redis.host() + ":" + redis.port();
    }

    private static void ask(RedisProcess redis, String command) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("+OK");
        }
    }
}
