package dev.edgepass.consumer.projection;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.readmodel.Keys;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.core.StringRedisTemplate;

/** How the projections follow the log: redelivery, losses, and what can't be folded. */
class ProjectionIT extends FoldingService {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void a_batch_that_is_delivered_again_changes_nothing() {
        log.append(linkCreated("L1"));
        log.append(revoked("R1", Effect.CUTOFF, link("L1")));
        service.awaitFolded(2);
        Map<String, String> before = dump(service.redis());
        String topicId = before.get("ep:control").replaceAll(".*topicId=([^,}]+).*", "$1");
        ControlProjection projection = new ControlProjection(
                service.redis(),
                Keys.LIVE,
                new EventReader(),
                (message, reason) -> assertThat(message).isNull(),
                WordsFolded.ALWAYS);
        List<ConsumerRecord<byte[], byte[]>> again = log.read(Topics.CONTROL);

        assertThat(projection.apply(0, 0, topicId, again)).isFalse();
        assertThat(projection.apply(0, 2, "another topic's id", again)).isFalse();

        assertThat(dump(service.redis())).isEqualTo(before);
    }

    @Test
    void a_flushed_redis_comes_back_from_the_log_by_itself() {
        log.append(linkCreated("L1"));
        log.append(keyAdded("k1"));
        log.append(revoked("R1", Effect.BLOCK, link("L1")));
        log.append(tokenIssued("t1", "bob", "L1"));
        service.awaitFolded(3);
        await().until(() -> service.redis().hasKey("ep:live:sub:bob"));
        Map<String, String> before = dump(service.redis());

        service.redis()
                .getRequiredConnectionFactory()
                .getConnection()
                .serverCommands()
                .flushAll();

        await().untilAsserted(() -> assertThat(dump(service.redis())).isEqualTo(before));
    }

    @Test
    void a_record_that_cant_be_read_goes_to_the_dead_letters_and_the_fold_goes_on() {
        log.append(linkCreated("L1"));
        log.appendGarbage(Topics.CONTROL);
        log.append(linkClosed("L1"));
        service.awaitFolded(3);

        long recordTime = log.read(Topics.CONTROL).get(1).timestamp();
        List<ConsumerRecord<byte[], byte[]>> dead = log.read(Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX);
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"topic\":\"edgepass.control\",\"partition\":0,\"offset\":1,\"recordTime\":" + recordTime
                        + ",\"reason\":\"not a CloudEvent\"}");
        assertThat(service.redis().opsForValue().get("ep:link:L1")).contains("\"state\":\"closed\"");
    }

    @Test
    void a_dead_letter_is_small_however_large_the_record_and_one_that_fails_stops_nothing() throws Exception {
        log.append(linkCreated("L1"));
        log.appendGarbage(Topics.CONTROL, new byte[1_040_000]);
        log.append(linkClosed("L1"));
        service.awaitFolded(3);
        await().untilAsserted(() -> assertThat(log.read(Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX))
                .singleElement()
                .satisfies(pointer -> assertThat(pointer.value().length).isLessThan(1_000)));

        TestLog.delete(Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX);
        log.appendGarbage(Topics.CONTROL);
        log.append(linkCreated("L2"));
        service.awaitFolded(5);
        assertThat(service.redis().hasKey("ep:link:L2")).isTrue();
    }

    @Test
    void an_event_of_an_unknown_type_holds_the_read_model_and_the_feed_before_it_until_it_is_passed_over()
            throws Exception {
        log.append(linkCreated("L1"));
        log.appendUnknown("dev.edgepass.revocation.created.v2");
        log.append(linkClosed("L1"));
        await().untilAsserted(() ->
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.DOWN));
        await().untilAsserted(
                        () -> assertThat(service.health("feedHealthIndicator")).isEqualTo(Status.DOWN));
        for (String indicator : List.of("controlProjectionHealthIndicator", "feedHealthIndicator")) {
            assertThat(service.healthDetail(indicator, "detail"))
                    .contains("offset 1 of edgepass.control", "dev.edgepass.revocation.created.v2");
        }
        assertThat(service.redis().opsForHash().get("ep:control", "position")).isEqualTo("1");
        String topicId = (String) service.redis().opsForHash().get("ep:control", "topicId");
        service.close();

        startService("edgepass.log.pass-over=" + topicId + ":1");

        service.awaitFolded(3);
        await().untilAsserted(
                        () -> assertThat(service.health("feedHealthIndicator")).isEqualTo(Status.UP));
        assertThat(service.healthDetail("feedHealthIndicator", "passedOver")).isEqualTo("[1]");
        assertThat(log.read(Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX)).hasSize(1);
    }

    @Test
    void a_log_that_is_another_one_stops_the_projection_with_an_alarm() throws Exception {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        await().untilAsserted(
                        () -> assertThat(service.health("feedHealthIndicator")).isEqualTo(Status.UP));
        service.close();
        TestLog.clean();

        startService();

        await().untilAsserted(() ->
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.DOWN));
        await().untilAsserted(
                        () -> assertThat(service.health("feedHealthIndicator")).isEqualTo(Status.DOWN));
        assertThat(service.health("issuanceProjectionHealthIndicator")).isNotEqualTo(Status.DOWN);
        assertThat(service.redis().opsForHash().get("ep:control", "position")).isEqualTo("1");
    }

    @Test
    void a_stopped_projection_begins_anew_once_what_redis_has_was_deleted() throws Exception {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        service.close();
        TestLog.clean();
        startService();
        await().untilAsserted(() ->
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.DOWN));
        log.append(linkCreated("L2"));
        log.append(linkCreated("L3"));

        service.redis().delete(service.redis().keys("ep:*"));

        service.awaitFolded(2);
        assertThat(service.redis().opsForZSet().range("ep:links", 0, -1)).containsExactly("L2", "L3");
        await().untilAsserted(() ->
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.UP));
    }

    @Test
    void a_projection_stopped_by_a_log_that_ends_too_early_goes_on_once_the_log_reaches_its_position() {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        service.redis().opsForHash().put("ep:control", "position", "3");
        await().untilAsserted(() ->
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.DOWN));

        log.append(new ControlEvent.LogPadded(TestEvents.ACTOR));
        log.append(new ControlEvent.LogPadded(TestEvents.ACTOR));
        log.append(linkCreated("L2"));

        service.awaitFolded(4);
        assertThat(service.redis().opsForZSet().range("ep:links", 0, -1)).containsExactly("L1", "L2");
        await().untilAsserted(() ->
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.UP));
    }

    @Test
    void a_log_that_was_cut_and_grew_again_stops_the_projections_until_the_right_one_is_back() {
        log.append(linkCreated("L1"));
        log.append(tokenIssued("t1", "bob", "L1"));
        service.awaitFolded(1);
        await().until(() -> service.redis().hasKey("ep:live:sub:bob"));
        service.close();
        try (RedisClient client = redisClient()) {
            RedisCommands<String, String> redis = client.connect().sync();
            Map<String, String> right = redis.hgetall("ep:marks");
            assertThat(right).hasSize(2);
            // As if the log had another record before that position than the one which was folded in.
            right.forEach((partition, mark) -> redis.hset("ep:marks", partition, mark.replaceAll(":.*", ":1")));
            log.append(linkCreated("L2"));

            startService();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.DOWN);
                assertThat(service.health("issuanceProjectionHealthIndicator")).isEqualTo(Status.DOWN);
            });
            assertThat(redis.hget("ep:control", "position")).isEqualTo("1");
            assertThat(redis.exists("ep:link:L2")).isZero();

            redis.hset("ep:marks", right);
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(service.health("controlProjectionHealthIndicator")).isEqualTo(Status.UP);
                assertThat(service.health("issuanceProjectionHealthIndicator")).isEqualTo(Status.UP);
            });
            service.awaitFolded(2);
        }
    }

    @Test
    void a_position_that_an_older_program_wrote_without_a_mark_is_gone_on_from() {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        service.close();
        try (RedisClient client = redisClient()) {
            RedisCommands<String, String> redis = client.connect().sync();
            redis.hset("ep:marks", "control", "7:1");

            startService();
            log.append(linkCreated("L2"));

            service.awaitFolded(2);
            assertThat(redis.hget("ep:marks", "control")).startsWith("2:");
        }
    }

    private static RedisClient redisClient() {
        RealBackends.HostAndPort redis = RealBackends.redis();
        return RedisClient.create("redis://" + redis.host() + ":" + redis.port());
    }

    /** Everything in Redis, by key. */
    private static Map<String, String> dump(StringRedisTemplate redis) {
        Map<String, String> all = new TreeMap<>();
        Set<String> names = redis.keys("ep:*");
        for (String name : names) {
            all.put(
                    name,
                    switch (redis.type(name)) {
                        case STRING -> redis.opsForValue().get(name);
                        case HASH -> new TreeMap<>(redis.opsForHash().entries(name)).toString();
                        case ZSET ->
                            redis.opsForZSet().rangeWithScores(name, 0, -1).toString();
                        default -> throw new IllegalStateException(name);
                    });
        }
        return all;
    }
}
