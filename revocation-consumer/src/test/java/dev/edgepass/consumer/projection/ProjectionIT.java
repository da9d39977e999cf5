package dev.edgepass.consumer.projection;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static dev.edgepass.consumer.testing.TestEvents.tokenRefreshed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.core.StringRedisTemplate;

@ExtendWith(CleanBackends.class)
class ProjectionIT {
    @TempDir
    private Path keys;

    private TestLog log;
    private TestService service;

    @BeforeEach
    void start() {
        log = new TestLog();
        service = TestService.start(keys.resolve("feed.jwk"));
    }

    @AfterEach
    void stop() {
        service.close();
        log.close();
    }

    @Test
    void a_links_life_is_folded_into_its_keys() {
        log.append(linkCreated("L1"));
        log.append(new ControlEvent.LinkSuspended("L1", TestEvents.ACTOR));
        service.awaitFolded(2);

        assertThat(service.redis().opsForValue().get("ep:link:L1"))
                .isEqualTo("{\"id\":\"L1\",\"label\":\"label of L1\",\"tenant\":\"acme\",\"paths\":[\"projects/42/\"],"
                        + "\"createdAt\":\"2026-11-22T13:00:00.125Z\",\"createdBy\":\"ada\","
                        + "\"expiresAt\":\"2030-01-01T00:00:00Z\",\"allowDownload\":true,"
                        + "\"allowedOrigins\":[\"https://example.org\"],\"maxViewers\":25,"
                        + "\"state\":\"suspended\",\"position\":1,\"changedAtPosition\":2,\"suspendedAtPosition\":2}");
        assertThat(service.redis().opsForValue().get("ep:secret:" + secretHash("L1")))
                .isEqualTo("L1");
        assertThat(service.redis().opsForHash().entries("ep:handle")).isEqualTo(Map.of("lnk:L1", "0:2"));

        log.append(new ControlEvent.LinkResumed("L1", null, TestEvents.ACTOR));
        long closed = log.append(linkClosed("L1"));
        log.append(new ControlEvent.LinkSuspended("L2-that-isnt-there", TestEvents.ACTOR));
        service.awaitFolded(5);

        assertThat(service.redis().opsForValue().get("ep:link:L1"))
                .contains(
                        "\"state\":\"closed\"", "\"closeReason\":\"over\"", "\"closedBy\":\"ada\"", "\"closedAt\":\"");
        assertThat(service.redis().opsForHash().entries("ep:handle"))
                .isEqualTo(Map.of("lnk:L1", closed + ":0", "lnk:L2-that-isnt-there", "0:5"));
    }

    @Test
    void revocations_and_their_lifts_are_folded_into_handles_and_records() {
        ControlEvent.Revoked block = revoked("R1", Effect.BLOCK, link("L1"), subject("bob"));
        log.append(block);
        long cutoff = log.append(revoked("R2", Effect.CUTOFF, subject("bob")));
        service.awaitFolded(2);

        assertThat(service.redis().opsForHash().entries("ep:handle"))
                .isEqualTo(Map.of("lnk:L1", "0:1", "sub:bob", cutoff + ":1"));
        assertThat(service.redis().opsForHash().entries("ep:active"))
                .isEqualTo(Map.of("lnk:L1", "R1", "sub:bob", "R1 R2"));

        log.append(lifted(block, 2));
        service.awaitFolded(3);

        assertThat(service.redis().opsForHash().entries("ep:handle")).isEqualTo(Map.of("sub:bob", cutoff + ":0"));
        assertThat(service.redis().opsForHash().entries("ep:active")).isEqualTo(Map.of("sub:bob", "R2"));
        assertThat(service.redis().opsForValue().get("ep:revocation:R1"))
                .contains(
                        "\"targets\":[{\"kind\":\"link\",\"id\":\"L1\"},{\"kind\":\"subject\",\"id\":\"bob\"}]",
                        "\"effect\":\"block\"",
                        "\"position\":1",
                        "\"liftedAtPosition\":3",
                        "\"liftedBy\":\"ada\"");
        assertThat(service.redis().opsForZSet().range("ep:revocations", 0, -1)).containsExactly("R1", "R2");
    }

    @Test
    void a_bulk_revocation_and_its_lift_are_one_batch_each() {
        ControlEvent.Revoked bulk = revoked(
                "R1",
                Effect.BLOCK,
                IntStream.range(0, 10_000)
                        .mapToObj(number -> subject("subject-" + number))
                        .toArray(Target[]::new));
        log.append(bulk);
        service.awaitFolded(1);

        assertThat(service.redis().opsForHash().size("ep:handle")).isEqualTo(10_000);
        assertThat(service.redis().opsForHash().entries("ep:active"))
                .hasSize(10_000)
                .containsEntry("sub:subject-9999", "R1");

        log.append(lifted(bulk, 1));
        service.awaitFolded(2);

        assertThat(service.redis().hasKey("ep:handle")).isFalse();
        assertThat(service.redis().hasKey("ep:active")).isFalse();
    }

    @Test
    void a_long_log_is_folded_step_by_step_into_what_it_says() {
        service.close();
        log.appendAll(
                3_000,
                number -> number % 3 == 2
                        ? lifted(revoked("R" + (number - 1), Effect.BLOCK, subject("bob-" + (number - 1))), number)
                        : revoked("R" + number, Effect.BLOCK, subject("bob-" + number)));
        service = TestService.start(keys.resolve("feed.jwk"));
        service.awaitFolded(3_000);

        assertThat(service.redis().opsForZSet().zCard("ep:revocations")).isEqualTo(2_000);
        assertThat(service.redis().opsForHash().entries("ep:handle"))
                .hasSize(1_000)
                .containsEntry("sub:bob-2997", "0:2998");
        assertThat(service.redis().opsForHash().entries("ep:active"))
                .hasSize(1_000)
                .containsEntry("sub:bob-2997", "R2997");
    }

    @Test
    void keys_are_folded_with_their_state() {
        log.append(keyAdded("k1"));
        log.append(keyAdded("k2"));
        log.append(new ControlEvent.KeyActivated("k2", 2, TestEvents.ACTOR));
        log.append(new ControlEvent.KeyWithdrawn("k1", "leaked", TestEvents.ACTOR));
        service.awaitFolded(4);

        Map<Object, Object> stored = service.redis().opsForHash().entries("ep:keys");
        assertThat((String) stored.get("k1"))
                .contains("\"state\":\"withdrawn\"", "\"withdrawnAtPosition\":4", "\"withdrawReason\":\"leaked\"");
        assertThat((String) stored.get("k2"))
                .contains("\"jwk\":{\"crv\":\"P-256\",\"kid\":\"k2\",\"kty\":\"EC\",\"x\":\"eA\",\"y\":\"eQ\"}")
                .contains("\"state\":\"active\"", "\"activatedAtPosition\":3");
        assertThat(service.redis().opsForHash().get("ep:control", "activeKid")).isEqualTo("k2");
    }

    @Test
    void tokens_are_kept_by_link_by_subject_and_in_all_until_a_day_past_their_end() {
        log.append(tokenIssued("t1", "bob", "L1"));
        log.append(tokenIssued("t2", "bob", null));

        await().untilAsserted(() -> assertThat(service.redis().opsForZSet().range("ep:live:sub:bob", 0, -1))
                .containsExactlyInAnyOrder("t1", "t2"));
        assertThat(service.redis().opsForZSet().range("ep:live:lnk:L1", 0, -1)).containsExactly("t1");
        assertThat(service.redis().opsForZSet().range("ep:live:all", 0, -1)).containsExactlyInAnyOrder("t1", "t2");
        long day = Duration.ofDays(1).toSeconds();
        assertThat(service.redis().getExpire("ep:live:lnk:L1")).isBetween(day + 3500, day + 3600);
        assertThat(service.redis().getExpire("ep:live:all")).isBetween(day + 3500, day + 3600);
    }

    @Test
    void a_tokens_grant_is_kept_for_a_day() {
        IssuanceEvent.TokenIssued issued = tokenIssued("t1", "bob", "L1");
        log.append(issued);

        long at = issued.grant().issuedAt().getEpochSecond();
        await().untilAsserted(() -> assertThat(service.redis().opsForValue().get("ep:token:t1"))
                .isEqualTo("{\"subject\":\"bob\",\"link\":\"L1\",\"paths\":[\"projects/42/\"],\"position\":1,"
                        + "\"issuedAt\":" + at + ",\"expiresAt\":" + (at + 3600) + "}"));
        long day = Duration.ofDays(1).toSeconds();
        assertThat(service.redis().getExpire("ep:token:t1")).isBetween(day - 100, day);
    }

    @Test
    void a_links_exchanges_and_viewers_are_counted_and_renewals_are_not() {
        IssuanceEvent.TokenIssued first = tokenIssued("t1", "v-1", "L1");
        log.append(first);
        log.append(tokenRefreshed(first, "t2"));
        log.append(tokenIssued("t3", "v-1", "L1"));
        log.append(tokenIssued("t4", "v-2", "L1"));
        log.append(tokenIssued("t5", "bob", null));

        await().untilAsserted(() ->
                assertThat(service.redis().opsForHash().entries("ep:opens")).isEqualTo(Map.of("L1", "3")));
        await().untilAsserted(() -> assertThat(service.redis().opsForZSet().range("ep:viewers:L1", 0, -1))
                .containsExactlyInAnyOrder("v-1", "v-2"));
        assertThat(service.redis().opsForZSet().score("ep:viewers:L1", "v-1"))
                .isEqualTo(first.grant().issuedAt().getEpochSecond());
        assertThat(service.redis().keys("ep:viewers:*")).hasSize(1);
        assertThat(service.redis().hasKey("ep:freed")).isFalse();
    }

    @Test
    void a_seat_is_freed_once_whichever_topic_is_folded_first() {
        log.append(tokenIssued("t1", "v-1", "L1"));
        await().until(() -> service.redis().hasKey("ep:viewers:L1"));
        log.append(new ControlEvent.LinkViewerRemoved("L1", "v-1", TestEvents.ACTOR));
        log.append(new ControlEvent.LinkViewerRemoved("L1", "v-1", TestEvents.ACTOR));
        log.append(new ControlEvent.LinkViewerRemoved("L1", "v-2", TestEvents.ACTOR));
        log.append(new ControlEvent.LinkViewerRemoved("L2", "v-3", TestEvents.ACTOR));
        service.awaitFolded(4);
        assertThat(service.redis().opsForHash().entries("ep:freed")).isEqualTo(Map.of("L1", "1"));

        log.append(tokenIssued("t2", "v-2", "L1"));
        log.append(tokenIssued("t3", "v-2", "L1"));
        log.append(tokenIssued("t4", "v-3", "L1"));

        await().untilAsserted(() ->
                assertThat(service.redis().opsForHash().entries("ep:opens")).isEqualTo(Map.of("L1", "4")));
        assertThat(service.redis().opsForHash().entries("ep:freed")).isEqualTo(Map.of("L1", "2"));
        assertThat((String) service.redis().opsForHash().get("ep:removed", "v-2"))
                .startsWith("{\"link\":\"L1\",\"position\":3,\"removedAt\":\"")
                .endsWith("\"removedBy\":\"ada\"}");
        assertThat(service.redis().opsForHash().get("ep:handle", "sub:v-2")).isEqualTo("3:0");
    }

    @Test
    void links_made_together_are_found_by_their_group() {
        log.append(TestEvents.linksCreated("G1", "L1", "L2", "L3"));
        log.append(new ControlEvent.LinksClosed(List.of("L1", "L3"), "over", TestEvents.ACTOR));
        service.awaitFolded(2);

        assertThat(service.redis().opsForZSet().range("ep:group:G1", 0, -1)).containsExactly("L1", "L2", "L3");
        assertThat(service.redis().opsForValue().get("ep:link:L2"))
                .contains("\"recipient\":\"recipient of L2\",\"group\":\"G1\",\"state\":\"active\"");
        assertThat(service.redis().opsForHash().entries("ep:handle"))
                .isEqualTo(Map.of("lnk:L1", "2:0", "lnk:L3", "2:0"));
    }

    @Test
    void what_is_to_be_forgotten_about_tokens_goes_with_the_next_batch() {
        long now = Instant.now().getEpochSecond();
        long day = Duration.ofDays(1).toSeconds();
        service.redis().opsForZSet().add("ep:live:all", "gone", now - day - 10);
        service.redis().opsForZSet().add("ep:live:all", "of the last day", now - day + 1000);

        log.append(tokenIssued("t1", "bob", null));

        await().untilAsserted(() -> assertThat(service.redis().opsForZSet().range("ep:live:all", 0, -1))
                .containsExactly("of the last day", "t1"));
    }

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
                (message, reason) -> assertThat(message).isNull());
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

        List<ConsumerRecord<byte[], byte[]>> dead = log.read(Topics.CONTROL + Topics.DEAD_LETTER_SUFFIX);
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).value()).asString().isEqualTo("not an event");
        assertThat(new String(
                        dead.get(0)
                                .headers()
                                .lastHeader("kafka_dlt-exception-message")
                                .value(),
                        StandardCharsets.UTF_8))
                .contains("not a CloudEvent");
        assertThat(service.redis().opsForValue().get("ep:link:L1")).contains("\"state\":\"closed\"");
    }

    @Test
    void a_log_that_is_another_one_stops_the_projection_with_an_alarm() throws Exception {
        log.append(linkCreated("L1"));
        service.awaitFolded(1);
        service.close();
        TestLog.clean();

        service = TestService.start(keys.resolve("feed.jwk"));

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
        service = TestService.start(keys.resolve("feed.jwk"));
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
