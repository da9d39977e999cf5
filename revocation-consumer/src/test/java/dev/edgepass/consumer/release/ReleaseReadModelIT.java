package dev.edgepass.consumer.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.local.testing.RealBackends;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of release 0 on this build: a later release may add to the read model, and changes nothing of what was there. */
@ExtendWith(CleanBackends.class)
class ReleaseReadModelIT {
    private static final Set<String> OF_THIS_KAFKA = Set.of("topicId");
    private final JsonMapper json = new JsonMapper();

    @Test
    void the_log_gives_a_read_model_that_has_all_that_release_0_had(@TempDir Path keys) throws Exception {
        writeTheLog();
        try (TestService service = TestService.start(keys.resolve("feed.jwk"))) {
            Map<String, JsonNode> expected = Release.ZERO.readModel();
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Map<String, Object> now = RedisDump.of(service.redis());
                assertThat(now.keySet()).containsAll(expected.keySet());
                expected.forEach((key, value) -> assertContains(key, value, json.valueToTree(now.get(key))));
            });
        }
    }

    private void assertContains(String where, JsonNode expected, JsonNode actual) {
        JsonNode wanted = parsed(expected);
        JsonNode found = parsed(actual);
        if (wanted.isObject()) {
            wanted.properties().forEach(member -> {
                if (!OF_THIS_KAFKA.contains(member.getKey())) {
                    assertContains(where + "." + member.getKey(), member.getValue(), found.path(member.getKey()));
                }
            });
        } else {
            assertThat(found).as(where).isEqualTo(wanted);
        }
    }

    /** Values of Redis are JSON themselves, where they aren't plain. */
    private JsonNode parsed(JsonNode value) {
        if (value.isString() && value.asString().startsWith("{")) {
            try {
                return json.readTree(value.asString());
            } catch (JacksonException e) {
                return value;
            }
        }
        return value;
    }

    private static void writeTheLog() throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RealBackends.kafka(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (ConsumerRecord<byte[], byte[]> message : Release.ZERO.log()) {
                producer.send(new ProducerRecord<>(
                                message.topic(),
                                message.partition(),
                                null,
                                message.key(),
                                message.value(),
                                message.headers()))
                        .get();
            }
        }
    }
}
