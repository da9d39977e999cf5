package dev.edgepass.consumer.replay;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linksCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Topics;
import dev.edgepass.local.testing.RealBackends;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(CleanBackends.class)
class ReplayIT {
    @TempDir
    private Path keys;

    private TestService service;
    private ReplayCall replay;

    @BeforeEach
    void someHistory() {
        service = TestService.start(keys.resolve("feed.jwk"));
        replay = new ReplayCall(keys.resolve("feed.jwk"));
        try (TestLog log = new TestLog();
                TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            log.append(keyAdded("k1"));
            log.append(linkCreated("L1"));
            log.append(linkCreated("L2"));
            log.appendGarbage(Topics.CONTROL);
            log.append(tokenIssued("t1", "bob", "L1"));
            log.append(tokenIssued("t2", "bob", null));
            log.append(linkClosed("L1"));
            long position = log.append(revoked("R1", Effect.BLOCK, subject("bob"), link("L2")));
            service.awaitFolded(position);
            feed.awaitPosition(position);
        }
        Awaitility.await()
                .until(() -> Long.valueOf(2).equals(service.redis().opsForZSet().zCard("ep:live:sub:bob")));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void what_was_folded_live_and_what_is_folded_again_are_equal_and_nothing_is_left_behind() {
        int exit = replay.run(List.of("--dry-run"));

        assertThat(replay.printed()).startsWith("replayed 8 records in ").contains(" 0 differences");
        assertThat(exit).isZero();
        assertThat(service.redis().keys("epr-*")).isEmpty();
    }

    @Test
    void seats_taken_and_freed_are_the_same_in_a_replay_which_folds_the_removals_first() {
        try (TestLog log = new TestLog()) {
            log.append(linksCreated("G1", "L3", "L4"));
            for (int i = 0; i < 20; i++) {
                log.append(tokenIssued("s" + i, "v-" + i, "L3"));
            }
            log.append(new ControlEvent.LinkViewerRemoved("L3", "v-3", "ada"));
            log.append(new ControlEvent.LinkViewerRemoved("L3", "v-7", "ada"));
            service.awaitFolded(log.append(new ControlEvent.LinksClosed(List.of("L4"), null, "ada")));
        }
        Awaitility.await().until(() -> "20".equals(service.redis().opsForHash().get("ep:opens", "L3")));
        assertThat(service.redis().opsForHash().get("ep:freed", "L3")).isEqualTo("2");

        assertThat(replay.run(List.of("--dry-run"))).isZero();

        assertThat(replay.printed()).contains(" 0 differences");
        service.redis().opsForZSet().remove("ep:viewers:L3", "v-5");
        service.redis().opsForHash().put("ep:freed", "L3", "1");
        replay.forgetOutput();

        assertThat(replay.run(List.of("--dry-run"))).isEqualTo(1);

        assertThat(replay.printed())
                .contains("different: viewers:L3 v-5: live has none")
                .contains("different: freed L3: live has 1, replay has 2")
                .contains(" 2 differences");
    }

    @Test
    void another_order_of_a_values_members_makes_no_difference() {
        JsonMapper json = new JsonMapper();
        String link = service.redis().opsForValue().get("ep:link:L1");
        Map<String, Object> backwards = new TreeMap<>(Comparator.reverseOrder());
        backwards.putAll(json.readValue(link, new TypeReference<Map<String, Object>>() {}));
        assertThat(json.writeValueAsString(backwards)).isNotEqualTo(link);
        service.redis().opsForValue().set("ep:link:L1", json.writeValueAsString(backwards));

        assertThat(replay.run(List.of("--dry-run"))).isZero();
    }

    @Test
    void what_is_left_of_tokens_that_are_to_be_forgotten_makes_no_difference() {
        service.redis().opsForZSet().add("ep:live:all", "long ago", 1_000_000_000);
        service.redis()
                .opsForValue()
                .set(
                        "ep:token:long ago",
                        "{\"subject\":\"bob\",\"paths\":[],\"position\":1,\"issuedAt\":999999000,\"expiresAt\":1000000000}");

        int exit = replay.run(List.of("--dry-run"));

        assertThat(replay.printed()).contains(" 0 differences");
        assertThat(exit).isZero();
    }

    @Test
    void tampered_values_are_named_one_by_one() {
        String link = service.redis().opsForValue().get("ep:link:L1");
        service.redis().opsForValue().set("ep:link:L1", link.replace("\"closed\"", "\"active\""));
        service.redis().opsForHash().delete("ep:handle", "sub:bob");
        service.redis().opsForValue().set("ep:secret:" + "f".repeat(64), "L1");
        service.redis().delete("ep:live:lnk:L1");
        service.redis().opsForValue().set("ep:something", "else");
        service.redis().opsForHash().put("ep:active", "lnk:L2", "R1 R2");
        service.redis().opsForZSet().remove("ep:live:all", "t1");
        String grant = service.redis().opsForValue().get("ep:token:t2");
        service.redis().opsForValue().set("ep:token:t2", grant.replace("projects/42/", "projects/"));

        int exit = replay.run(List.of("--dry-run"));

        assertThat(exit).isEqualTo(1);
        assertThat(replay.printed())
                .contains("different: link:L1: state live \"active\", replay \"closed\"")
                .contains("different: handle sub:bob: live has none, replay has 0:6")
                .contains("different: secret:ffffffff...: live has L1, replay has none")
                .contains("different: live:lnk:L1 t1: live has none")
                .contains("different: something: live has (a key that no event makes)")
                .contains("different: active lnk:L2: live has R1 R2, replay has R1")
                .contains("different: live:all t1: live has none")
                .contains("different: token:t2: paths live [\"projects/\"], replay [\"projects/42/\"]")
                .contains(" 8 differences")
                .doesNotContain("f".repeat(64));
    }

    @Test
    void the_events_of_a_link_are_listed_in_their_order_without_its_secret() {
        int exit = replay.run(List.of("--list", "--link", "L1"));

        assertThat(exit).isZero();
        assertThat(replay.printed().lines().map(line -> line.split("\t")[2]))
                .containsExactly("link.created.v1", "token.issued.v1", "link.closed.v1");
        assertThat(replay.printed()).contains("reason=over", "jti=t1").doesNotContain(secretHash("L1"));
    }

    @Test
    void all_events_are_listed_as_json_lines() {
        assertThat(replay.run(List.of("--list", "--json"))).isZero();

        assertThat(replay.printed().lines()).hasSize(8).allMatch(line -> line.startsWith("{\"topic\":\"edgepass."));
        assertThat(replay.printed())
                .contains("\"type\":\"unreadable\"")
                .contains("\"targets\":[\"sub:bob\",\"lnk:L2\"],\"effect\":\"block\"");
    }

    @Test
    void each_event_of_the_control_log_says_when_the_edge_knew_it() {
        // It records what is left.
        service.close();

        assertThat(replay.run(List.of("--list"))).isZero();

        assertThat(replay.printed().lines().filter(line -> line.startsWith(Topics.CONTROL)))
                .hasSize(6)
                .allMatch(line ->
                        line.matches(".*\tknownAtEdge=(2\\S+Z/2\\S+Z|unknown: (before the record|not in force))"));
        assertThat(replay.printed().lines().filter(line -> line.startsWith(Topics.ISSUANCE)))
                .noneMatch(line -> line.contains("knownAtEdge"));
    }

    @Test
    void a_list_that_is_cut_says_so_and_how_to_see_all_of_it() {
        assertThat(replay.run(List.of("--list", "--limit", "3"))).isZero();

        assertThat(replay.printed().lines()).hasSize(3);
        assertThat(replay.complaint()).isEqualTo("These are the newest 3 of 8 events: --limit 8 lists all.\n");
    }

    @Test
    void a_log_that_is_held_gives_no_verdict_on_what_is_behind_and_is_equal_once_that_is_passed_over() {
        try (TestLog log = new TestLog()) {
            log.appendUnknown("dev.edgepass.revocation.created.v2");
            log.append(linkClosed("L2"));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(service.health("controlProjectionHealthIndicator"))
                        .isEqualTo(Status.DOWN));
        String topicId = (String) service.redis().opsForHash().get("ep:control", "topicId");

        assertThat(replay.run(List.of("--dry-run"))).isEqualTo(2);

        assertThat(replay.printed()).contains("the log is held at offset 6", " 0 differences");
        assertThat(replay.complaint())
                .isEqualTo("No verdict on the last 2 records of the control log: it is held at offset 6 of"
                        + " edgepass.control: this build doesn't know the type dev.edgepass.revocation.created.v2."
                        + " Upgrade the consumer, or pass over that record with edgepass.log.pass-over=" + topicId
                        + ":6 (docs/upgrade.md)\n");

        service.redis().opsForHash().delete("ep:handle", "sub:bob");
        assertThat(replay.run(List.of("--dry-run")))
                .as("what differs before it")
                .isEqualTo(1);
        service.redis().opsForHash().put("ep:handle", "sub:bob", "0:6");

        service.close();
        String passOver = "edgepass.log.pass-over=" + topicId + ":6";
        service = TestService.start(keys.resolve("feed.jwk"), passOver);
        try (TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            service.awaitFolded(8);
            feed.awaitPosition(8);
        }
        replay.forgetOutput();
        assertThat(replay.run(List.of("--dry-run"), passOver)).isZero();
        assertThat(replay.printed())
                .contains("the feed has passed over records of an unknown type, which aren't in force: offsets [6]")
                .contains("the feed found no event in the records at offsets [3]")
                .contains(" 0 differences");
        replay.forgetOutput();
        assertThat(replay.run(List.of("--dry-run"))).as("without the setting").isEqualTo(2);
        assertThat(replay.complaint()).startsWith("The log is held at offset 6 of edgepass.control");
    }

    @Test
    void a_list_says_where_the_log_is_held_and_what_it_cant_tell_of_a_link() {
        try (TestLog log = new TestLog()) {
            log.appendUnknown("dev.edgepass.link.merged.v1");
            log.append(linkClosed("L2"));
        }

        assertThat(replay.run(List.of("--list", "--json"))).isZero();
        assertThat(replay.printed().lines()).hasSize(10);
        assertThat(replay.printed())
                .contains("\"offset\":6,\"type\":\"held\"")
                .contains("dev.edgepass.link.merged.v1")
                .contains("\"type\":\"link.closed.v1\",\"link\":\"L2\"");
        assertThat(replay.complaint())
                .startsWith("The log is held at offset 6 of edgepass.control: this build doesn't know the type")
                .endsWith(". From there on nothing is in force by this build, though it is listed.\n");
        replay.forgetOutput();

        assertThat(replay.run(List.of("--list", "--link", "L2"))).isZero();
        assertThat(replay.printed().lines().map(line -> line.split("\t")[2]))
                .containsExactly("link.created.v1", "revocation.created.v1", "link.closed.v1");
        assertThat(replay.complaint())
                .startsWith("Of 2 records this build can't tell whether they are about that link: --list without --link"
                        + " has them.\nThe log is held at offset 6");
    }

    @Test
    void a_log_that_lost_its_beginning_gives_no_verdict() throws Exception {
        TopicPartition control = new TopicPartition(Topics.CONTROL, 0);
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", RealBackends.kafka()))) {
            admin.deleteRecords(Map.of(control, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }

        assertThat(replay.run(List.of("--dry-run"))).isEqualTo(2);

        assertThat(replay.complaint()).startsWith("The log isn't whole: ");
    }

    @Test
    void with_redis_or_kafka_away_it_says_so_in_a_sentence_and_gives_no_verdict() {
        assertThat(replay.run(List.of("--dry-run"), "spring.data.redis.port=1")).isEqualTo(2);
        assertThat(replay.complaint()).startsWith("Redis at 127.0.0.1:1 doesn't answer");
        replay.forgetOutput();

        assertThat(replay.run(List.of("--dry-run"), "spring.kafka.bootstrap-servers=127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(replay.complaint()).isEqualTo("Kafka at 127.0.0.1:1 doesn't answer: is it running?\n");
    }
}
