package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.TestCertificates;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Both services on a Kafka and a Redis with TLS and rights, set up by docs/secure-stores.md. Needs redis-server 7 or newer, with TLS. */
class SecureStoresIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static SecureStores stores;
    private static SecureServices services;

    @BeforeAll
    static void start() throws Exception {
        SecureStores.assumeRedis();
        stores = SecureStores.start(folder);
        services = SecureServices.start(stores, folder);
        assertThat(stores.redisRefusals("issuer", "consumer")).isEmpty();
    }

    @AfterAll
    static void stop() {
        if (stores != null) {
            stores.close();
        }
    }

    @Test
    void tokens_are_minted_a_revocation_is_published_and_redis_refuses_nothing_of_it() {
        stores.forgetRedisRefusals();
        assertThat(services.call("access-token", "{\"paths\":[\"projects/42/\"]}")
                        .status())
                .isEqualTo(201);
        String password = "\"password\":\"open sesame, please\"";
        Web.Answer link = services.call(
                "share-links",
                "{\"label\":\"a\",\"paths\":[\"projects/42/\"],\"maxViewers\":2," + password + "}",
                "Idempotency-Key",
                "a-link-of-the-test");
        assertThat(link.status()).as(link.toString()).isEqualTo(201);
        String id = link.json().get("id").asString();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(services.get("share-links/" + id).status()).isEqualTo(200));
        Web.Answer exchanged = services.call(
                "share-links/access-token",
                "{\"secret\":\"" + link.json().get("secret").asString() + "\"," + password + "}");
        assertThat(exchanged.status()).as(exchanged.toString()).isEqualTo(201);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                services.get("share-links/" + id + "/viewers").text())
                        .contains("\"subject\""));
        assertThat(services.get("share-links?limit=10").text()).contains(id);

        Web.Answer revoked = services.call("revocations", "{\"target\":{\"kind\":\"link\",\"id\":\"" + id + "\"}}");
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(201);
        assertThat(revoked.json().get("state").asString()).isEqualTo("published");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(services.get("revocations").text()).contains(id));
        assertThat(stores.redisRefusals("issuer", "consumer")).isEmpty();
    }

    @Test
    void kafka_refuses_each_client_what_isnt_its_own() throws Exception {
        assertWritesNot("consumer", Topics.CONTROL);
        assertWritesNot("consumer", Topics.ISSUANCE);
        assertWritesNot("issuer", Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX);
        assertWritesNot("stranger", Topics.CONTROL);
        assertReadsNot("issuer", Topics.CONTROL);
        assertReadsNot("issuer", Topics.ISSUANCE);
        assertReadsNot("issuer", Topics.WORDS);
        assertWritesNot("stranger", Topics.WORDS);
        assertReadsNot("stranger", Topics.CONTROL);
        for (String name : List.of("issuer", "consumer", "tools")) {
            try (Admin admin = Admin.create(stores.kafkaClient(name))) {
                assertThatThrownBy(() -> admin.deleteTopics(List.of(Topics.CONTROL))
                                .all()
                                .get())
                        .as(name)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> admin.createTopics(List.of(new NewTopic("another", 1, (short) 1)))
                                .all()
                                .get())
                        .as(name)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
                assertThatThrownBy(() -> admin.describeAcls(AclBindingFilter.ANY)
                                .values()
                                .get())
                        .as(name)
                        .hasCauseInstanceOf(ClusterAuthorizationException.class);
            }
        }
    }

    @Test
    void without_a_certificate_of_the_authority_nobody_comes_in() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        TestCertificates.PemFiles forged = new TestCertificates(other, "other").issue("issuer");
        Map<String, Object> client = new HashMap<>(stores.kafkaClient("issuer"));
        client.put("ssl.keystore.location", forged.both().toString());
        try (Admin admin = Admin.create(client)) {
            assertThatThrownBy(() -> admin.listTopics().names().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
        Map<String, Object> plain =
                Map.of("bootstrap.servers", stores.kafka, "default.api.timeout.ms", 3_000, "request.timeout.ms", 3_000);
        try (Admin admin = Admin.create(plain)) {
            assertThatThrownBy(() -> admin.listTopics().names().get()).hasCauseInstanceOf(TimeoutException.class);
        }
        assertThat(stores.plainRedis("PING")).doesNotContain("PONG");
        assertThat(stores.redisAs("default", "", "PING")).doesNotContain("PONG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer | FLUSHALL",
                "issuer | CONFIG GET dir",
                "issuer | KEYS *",
                "issuer | SCAN 0",
                "issuer | SET ep:link:x y",
                "issuer | HSET ep:control position 9",
                "issuer | DEL ep:control",
                "issuer | GET another",
                "issuer | EVAL return(redis.call(\"HSET\",\"ep:control\",\"position\",\"9\")) 0",
                "issuer | ACL LIST",
                "consumer | FLUSHALL",
                "consumer | CONFIG GET dir",
                "consumer | KEYS *",
                "consumer | SET is:seats:x y",
                "consumer | EVAL return(redis.call(\"SET\",\"is:seats:x\",\"y\")) 0",
                "tools | GET ep:control",
                "tools | CONFIG SET maxmemory 1"
            })
    void redis_refuses_each_user_what_isnt_its_own(String user, String command) {
        assertThat(stores.redis(user, command.split(" ")))
                .containsAnyOf("NOPERM", "The user executing the script can't");
    }

    @Test
    void a_service_without_rights_says_503_and_tells_no_password() throws Exception {
        Path settings = services.settings("stranger");
        Files.writeString(settings, Files.readString(settings).replace("username=stranger", "username=issuer"));
        URI stranger = services.startStranger(settings);

        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(services.call(stranger, "access-token", "{\"paths\":[\"a/\"]}")
                                .problem())
                        .isEqualTo("read-model-unavailable"));
        Web.Answer revoked = services.call(stranger, "revocations", "{\"target\":{\"kind\":\"token\",\"id\":\"t\"}}");
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(503);
        assertThat(revoked.problem()).isEqualTo("log-unavailable");
        for (String log : List.of("stranger", "issuer", "consumer", "redis", "kafka")) {
            assertThat(Files.readString(folder.resolve("logs/" + log + ".log")))
                    .as(log)
                    .doesNotContain("-PASSWORD");
        }
    }

    @Test
    void a_dry_run_of_the_replay_has_the_rights_that_it_needs() throws Exception {
        assertThat(services.call("access-token", "{\"paths\":[\"projects/42/\"]}")
                        .status())
                .isEqualTo(201);

        EdgepassCommand.Result replay = services.replay("--dry-run");

        assertThat(replay.exitCode()).as(replay.output()).isZero();
        assertThat(stores.redisRefusals("replay")).isEmpty();
    }

    @Test
    void the_command_line_has_the_rights_that_doctor_status_and_dlt_need() {
        Map<String, String> variables = services.toolsVariables();

        EdgepassCommand.Result list =
                EdgepassCommand.run(PATIENCE, "", variables, List.of("dlt", "list", "--data", folder.toString()));
        assertThat(list.exitCode()).as(list.output()).isZero();
        assertThat(list.output()).contains("Nothing is open");
        // It gives a store some seconds, which a busy machine may need for itself.
        await().atMost(Duration.ofMinutes(4)).untilAsserted(() -> assertSeesTheStores(variables));
    }

    private static void assertSeesTheStores(Map<String, String> variables) {
        EdgepassCommand.Result doctor = EdgepassCommand.run(
                PATIENCE, "", variables, List.of("doctor", "--inside", "--json", "--data", folder.toString()));
        Map<String, String> levels = new LinkedHashMap<>();
        JsonMapper.shared()
                .readTree(doctor.output())
                .path("checks")
                .forEach(check -> levels.put(
                        check.path("id").asString(), check.path("level").asString()));
        assertThat(levels)
                .as("%s", doctor.output())
                .containsEntry("kafka.reachable", "ok")
                .containsEntry("kafka.topics", "ok")
                .containsEntry("kafka.retention", "ok")
                .containsEntry("redis.reachable", "ok")
                .containsEntry("redis.version", "ok");
        assertThat(doctor.output()).doesNotContain("-PASSWORD");
    }

    private static void assertWritesNot(String name, String topic) {
        Map<String, Object> client = new HashMap<>(stores.kafkaClient(name));
        client.remove("default.api.timeout.ms");
        client.put("max.block.ms", 10_000);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, new byte[1]))
                            .get())
                    .as(name + " writes to " + topic)
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void assertReadsNot(String name, String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                stores.kafkaClient(name), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            assertThatThrownBy(() -> {
                        for (int polls = 0; polls < 20; polls++) {
                            consumer.poll(Duration.ofMillis(500));
                        }
                    })
                    .as(name + " reads " + topic)
                    .isInstanceOf(TopicAuthorizationException.class);
        }
    }
}
