package dev.edgepass.consumer.projection;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.readmodel.Keys;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/** What the control topic's records become in Redis. */
class ControlProjectionIT extends FoldingService {
    @Test
    void a_links_life_is_folded_into_its_keys() {
        log.append(linkCreated("L1"));
        log.append(new ControlEvent.LinkSuspended("L1", TestEvents.ACTOR));
        service.awaitFolded(2);

        assertThat(service.redis().opsForValue().get("ep:link:L1"))
                .isEqualTo("{\"id\":\"L1\",\"label\":\"label of L1\",\"paths\":[\"projects/42/\"],"
                        + "\"expiresAt\":\"2030-01-01T00:00:00Z\",\"allowDownload\":true,"
                        + "\"allowedOrigins\":[\"https://example.org\"],\"maxViewers\":25,\"uncounted\":true,\"notices\":\"office\",\"tenant\":\"acme\","
                        + "\"createdAt\":\"2026-11-22T13:00:00.125Z\",\"createdBy\":\"ada\","
                        + "\"state\":\"suspended\",\"position\":1,\"changedAtPosition\":2,\"suspendedAtPosition\":2}");
        assertThat(service.redis().opsForValue().get("ep:secret:" + secretHash("L1")))
                .isEqualTo("L1");
        assertThat(service.redis().opsForHash().entries("ep:handle")).isEqualTo(Map.of("lnk:L1", "0:2"));

        log.append(new ControlEvent.LinkResumed("L1", 2, TestEvents.ACTOR));
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
    void a_batch_that_was_folded_on_values_which_a_replay_has_replaced_since_changes_nothing() {
        log.append(linkCreated("L1"));
        long closed = log.append(linkClosed("L1"));
        StringRedisTemplate interrupted =
                new StringRedisTemplate(service.redis().getRequiredConnectionFactory()) {
                    private boolean isReplaced;

                    @Override
                    public <T> T execute(RedisScript<T> script, List<String> keys, Object... args) {
                        if (!isReplaced) {
                            isReplaced = true;
                            opsForHash().increment("copy:marks", Replays.FIELD, 1);
                        }
                        return super.execute(script, keys, args);
                    }
                };
        ControlProjection projection = new ControlProjection(
                interrupted, new Keys("copy:"), new EventReader(), (message, reason) -> {}, WordsFolded.ALWAYS);

        assertThat(projection.apply(0, 0, "topic", log.read(Topics.CONTROL))).isFalse();
        assertThat(projection.progress().position(0)).isZero();

        assertThat(projection.apply(0, 0, "topic", log.read(Topics.CONTROL)))
                .as("read anew")
                .isTrue();
        assertThat(projection.progress().position(0)).isEqualTo(closed);
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
    void an_owners_open_links_are_kept_by_the_time_at_which_they_end() {
        log.append(linkCreated("L1"));
        log.append(TestEvents.linksCreated("G1", "L2", "L3"));
        log.append(new ControlEvent.LinkSuspended("L2", TestEvents.ACTOR));
        log.append(linkClosed("L3"));
        service.awaitFolded(4);

        String open = "ep:open:4:acme:" + TestEvents.ACTOR;
        assertThat(service.redis().opsForZSet().range(open, 0, -1)).containsExactly("L1", "L2");
        assertThat(service.redis().opsForZSet().score(open, "L1")).isEqualTo(1_893_456_000);

        log.append(linkClosed("L1"));
        log.append(linkClosed("L2"));
        service.awaitFolded(6);
        assertThat(service.redis().hasKey(open)).isFalse();
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
        startService();
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
}
