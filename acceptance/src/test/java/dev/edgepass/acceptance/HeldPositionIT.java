package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.event.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An issuer that is newer than the consumers: what docs/upgrade.md says of a held position, on a whole stack whose locations bear only a short silence. */
class HeldPositionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SILENCE_LIMIT_MILLIS = 20_000;
    private static final Pattern AGE = Pattern.compile("age-ms=(-?\\d+),");

    /** A type, and a version of a type, which this build doesn't know. */
    private static final String NEW_TYPE = "dev.edgepass.link.merged.v1";

    private static final String NEW_VERSION = "dev.edgepass.revocation.created.v2";

    @TempDir
    Path folder;

    private RunningStack stack;
    private Product product;
    private String admin;
    private Process edge;
    private Process consumer;

    @BeforeEach
    void start_a_stack_with_a_short_silence_limit() throws Exception {
        Path data = folder.resolve("data");
        stack = RunningStack.start(data, 1, "--media", SharedStack.media(folder).toString());
        LinuxProcess patient = LinuxProcess.of(stack.pid("edge"));
        stack.kill("edge");
        Path settings = Path.of(patient.command().get(patient.command().size() - 1));
        String before = Files.readString(settings);
        assertThat(before).contains("\"SILENCE_LIMIT_SECONDS\":\"600\"");
        Files.writeString(
                settings,
                before.replace(
                        "\"SILENCE_LIMIT_SECONDS\":\"600\"",
                        "\"SILENCE_LIMIT_SECONDS\":\"" + SILENCE_LIMIT_MILLIS / 1_000 + "\""));
        await("its runtime ends with it")
                .atMost(PATIENCE)
                .until(() -> ProcessHandle.of(stack.pid("workerd"))
                        .filter(ProcessHandle::isAlive)
                        .isEmpty());
        edge = patient.start(folder.resolve("edge.log"));
        product = new Product(stack);
        admin = stack.login("--admin");
    }

    @AfterEach
    void stop() {
        for (Process process : new Process[] {edge, consumer}) {
            if (process != null) {
                process.destroy();
                process.onExit().join();
            }
        }
        stack.close();
    }

    @Test
    void a_newer_issuers_record_holds_everything_behind_it_until_it_is_passed_over() throws Exception {
        Product.Link link = product.createLink(admin, "projects/42/");
        String later = product.viewerToken(product.createLink(admin, "projects/42/"));
        String kept = product.viewerToken(link);
        Web.Answer early = product.revoke(admin, "token", "early");
        assertThat(early.status()).as(early.toString()).isEqualTo(201);
        awaitView(kept, 200, "");

        long heldAt = append(NEW_TYPE);
        append(NEW_VERSION);
        JsonNode feed = awaitHeldAt(heldAt, NEW_TYPE);
        long frozen = feed.get("asOf").asLong();
        long sequence = feed.get("sequence").asLong();

        Web.Answer waiting = product.revoke(admin, "subject", "somebody", "Prefer", "wait=1");
        assertThat(waiting.status()).as(waiting.toString()).isEqualTo(202);
        assertThat(waiting.json().get("state").asString()).isEqualTo("accepted");
        Web.Answer all = product.revoke(admin, "all", "", "Prefer", "wait=0");
        assertThat(all.status()).as(all.toString()).isEqualTo(202);
        assertViewsAnswerUntilTheLimit(later);

        JsonNode afterwards = awaitHeldAt(heldAt, NEW_TYPE);
        assertThat(afterwards.get("asOf").asLong()).as("asOf stands still").isEqualTo(frozen);
        assertThat(afterwards.get("sequence").asLong()).as("heads go on").isGreaterThan(sequence);
        assertThat(status("health/liveness")).isEqualTo(200);
        JsonNode seen = product.web
                .call("GET", stack.issuer().resolve("/actuator/health"), admin, "")
                .json();
        assertThat(seen.at("/components/feed/status").asString())
                .as(seen.toString())
                .isEqualTo("ALARM");
        assertThat(seen.at("/components/feed/details/heldAt").asLong()).isEqualTo(heldAt);

        String topicId = topicId(afterwards.get("detail").asString());
        LinuxProcess old = LinuxProcess.of(stack.pid("consumer"));
        stack.kill("consumer");
        consumer = old.plus("--edgepass.log.pass-over=" + topicId + ":" + heldAt + "," + topicId + ":" + (heldAt + 1))
                .start(folder.resolve("consumer.log"));

        awaitView(later, 403, "revoked");
        await("the consumer is ready").atMost(PATIENCE).until(() -> status("health/readiness") == 200);
        await("a token minted on what is in force now is good")
                .atMost(PATIENCE)
                .until(() -> view(product.mediaToken(admin, "projects/42/")).status() == 200);
        assertThat(health("feed").get("details").get("passedOver").toString())
                .isEqualTo("[" + heldAt + "," + (heldAt + 1) + "]");
        String id = waiting.json().get("id").asString();
        assertThat(product.api("GET", "revocations/" + id, admin, "")
                        .json()
                        .get("state")
                        .asString())
                .isEqualTo("published");
        assertThat(product.revoke(admin, "token", "afterwards").status()).isEqualTo(201);
    }

    /** Until the consumer says so in both of its parts; what it says of the feed. */
    private JsonNode awaitHeldAt(long offset, String type) {
        await("held at offset " + offset).atMost(PATIENCE).untilAsserted(() -> {
            assertThat(status("health/readiness")).isEqualTo(503);
            for (String part : new String[] {"feed", "controlProjection"}) {
                assertThat(health(part).get("status").asString()).as(part).isEqualTo("DOWN");
                assertThat(health(part).get("details").get("detail").asString())
                        .as(part)
                        .contains("offset " + offset + " of " + Topics.CONTROL, type);
            }
            assertThat(health("feed").get("details").get("heldAt").asLong()).isEqualTo(offset);
        });
        return health("feed").get("details");
    }

    /** What is accepted and not published revokes nothing, and nothing is granted on knowledge past the limit. */
    private void assertViewsAnswerUntilTheLimit(String token) {
        assertThat(view(token).status()).as("at first").isEqualTo(200);
        await("the silence limit").atMost(PATIENCE).until(() -> {
            Web.Answer answer = view(token);
            Matcher age = AGE.matcher(answer.header("Edgepass-As-Of"));
            assertThat(age.find()).as(answer.header("Edgepass-As-Of")).isTrue();
            boolean silent = Long.parseLong(age.group(1)) > SILENCE_LIMIT_MILLIS;
            assertThat(answer.status()).as(answer.header("Edgepass-As-Of")).isEqualTo(silent ? 503 : 200);
            assertThat(answer.problem()).isEqualTo(silent ? "stale-feed" : "");
            return silent;
        });
    }

    private void awaitView(String token, int status, String problem) {
        await("a view is " + status + " " + problem)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    Web.Answer answer = view(token);
                    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
                    assertThat(answer.problem()).isEqualTo(problem);
                });
    }

    private Web.Answer view(String token) {
        return product.view(stack.edges().get(0), token, SharedStack.IMAGE);
    }

    private JsonNode health(String part) {
        return product.web
                .get(stack.consumer().resolve("/actuator/health"))
                .json()
                .get("components")
                .get(part);
    }

    private int status(String endpoint) {
        return product.web
                .get(stack.consumer().resolve("/actuator/" + endpoint))
                .status();
    }

    private static String topicId(String detail) {
        Matcher named = Pattern.compile("pass-over=([\\w-]+):").matcher(detail);
        assertThat(named.find()).as(detail).isTrue();
        return named.group(1);
    }

    /** Writes a CloudEvent as a newer issuer would; its offset is the answer. */
    private long append(String type) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(Topics.CONTROL, 0, null, "{}".getBytes());
            Map.of(
                            "ce_specversion", "1.0",
                            "ce_id", UUID.randomUUID().toString(),
                            "ce_source", "/newer-issuer",
                            "ce_type", type,
                            "ce_time", "2026-11-28T12:00:00Z",
                            "content-type", "application/json")
                    .forEach((name, value) -> event.headers().add(name, value.getBytes()));
            return producer.send(event).get().offset();
        }
    }
}
