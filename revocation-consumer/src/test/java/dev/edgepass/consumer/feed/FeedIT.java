package dev.edgepass.consumer.feed;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.jdk.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

@ExtendWith(CleanBackends.class)
class FeedIT {
    private static final String[] QUICK = {
        "edgepass.feed.heartbeat=PT1S", "edgepass.feed.min-interval=PT0.2S", "edgepass.feed.seal-entries=3"
    };

    @TempDir
    private Path keys;

    private TestLog log;
    private TestFeed feed;

    @BeforeEach
    void open() {
        log = new TestLog();
        feed = new TestFeed(keys.resolve("feed.jwk"));
    }

    @AfterEach
    void close() {
        feed.close();
        log.close();
    }

    private TestService start(String publisherId, String... more) {
        String[] settings = new String[QUICK.length + 1 + more.length];
        System.arraycopy(QUICK, 0, settings, 0, QUICK.length);
        settings[QUICK.length] = "edgepass.feed.publisher-id=" + publisherId;
        System.arraycopy(more, 0, settings, QUICK.length + 1, more.length);
        return TestService.start(keys.resolve("feed.jwk"), settings);
    }

    @Test
    void a_signed_head_says_what_the_log_says_and_is_fresh() {
        log.append(keyAdded("k1"));
        try (TestService service = start("p1")) {
            long before = System.currentTimeMillis();
            long cutoff = log.append(revoked("R1", Effect.CUTOFF, link("L1")));
            long position = log.append(revoked("R2", Effect.BLOCK, subject("bob")));
            FeedHead head = feed.awaitPosition(position);

            assertThat(head.publisher()).isEqualTo("p1");
            assertThat(head.asOf()).isBetween(before, System.currentTimeMillis());
            assertThat(head.keys()).extracting("kid").containsExactly("k1");
            FeedView view = feed.view();
            assertThat(view.stateOf(new Handle(Handle.Kind.LINK, "L1"))).isEqualTo(new HandleState(cutoff, 0));
            assertThat(view.stateOf(new Handle(Handle.Kind.SUBJECT, "bob"))).isEqualTo(new HandleState(0, 1));
            await().untilAsserted(() ->
                    assertThat(service.health("feedHealthIndicator")).isEqualTo(Status.UP));
        }
    }

    @Test
    void a_full_tail_is_sealed_into_a_segment_in_r2_and_kv() throws Exception {
        try (TestService service = start("p1")) {
            for (int i = 0; i < 4; i++) {
                log.append(revoked("R" + i, Effect.CUTOFF, link("L" + i)));
            }
            FeedHead head = feed.await(
                    found -> found.position() == 4 && !found.segments().isEmpty());

            assertThat(feed.view().stateOf(new Handle(Handle.Kind.LINK, "L0")).cutoff())
                    .isEqualTo(1);
            assertThat(feed.view().stateOf(new Handle(Handle.Kind.LINK, "L3")).cutoff())
                    .isEqualTo(4);
            String hash = head.segments().get(0).hash();
            await().ignoreExceptions()
                    .until(() -> SegmentTransferIT.inKv(hash).length
                            == head.segments().get(0).size());
            assertThat(service.bean(FeedPublisher.class).status().role()).isEqualTo(Role.LEADING);
        }
    }

    @Test
    void of_two_publishers_one_leads_and_the_other_takes_over_when_it_dies() {
        TestService leader = start("p1");
        FeedHead led = feed.await(head -> head.publisher().equals("p1"));
        try (TestService standby = start("p2")) {
            FeedPublisher publisher = standby.bean(FeedPublisher.class);
            await().until(() -> publisher.status().role() == Role.STANDBY);
            assertThat(standby.health("feedHealthIndicator")).isEqualTo(Status.UP);

            leader.close();
            long sequence = feed.head().sequence();
            long position = log.append(revoked("R1", Effect.CUTOFF, link("L1")));
            FeedHead head = feed.awaitPosition(position);

            assertThat(head.publisher()).isEqualTo("p2");
            assertThat(head.term()).isEqualTo(led.term() + 1);
            assertThat(head.sequence()).isGreaterThan(sequence);
        } finally {
            leader.close();
        }
    }

    @Test
    void a_restart_resumes_from_the_published_feed_with_a_higher_sequence() {
        FeedHead before;
        try (TestService first = start("p1")) {
            before = feed.awaitPosition(log.append(revoked("R1", Effect.CUTOFF, link("L1"))));
            await().until(() -> first.bean(FeedPublisher.class).status().position() == 1);
        }
        long position = log.append(revoked("R2", Effect.CUTOFF, link("L2")));
        try (TestService second = start("p1")) {
            FeedHead after = feed.awaitPosition(position);

            assertThat(after.term()).isEqualTo(before.term() + 1);
            assertThat(after.sequence()).isGreaterThan(before.sequence());
            assertThat(after.fingerprintKey()).isEqualTo(before.fingerprintKey());
            assertThat(feed.view().stateOf(new Handle(Handle.Kind.LINK, "L1")).cutoff())
                    .isEqualTo(1);
            assertThat(second.bean(FeedPublisher.class).status().role()).isEqualTo(Role.LEADING);
        }
    }

    @Test
    void a_head_of_the_previous_feed_key_is_taken_over_by_a_publisher_that_signs_with_the_next_one() throws Exception {
        FeedHead before;
        try (TestService first = start("p1")) {
            before = feed.awaitPosition(log.append(revoked("R1", Effect.CUTOFF, link("L1"))));
            assertThat(first.health("feedHealthIndicator")).isEqualTo(Status.UP);
        }
        Path previous = keys.resolve("trusted.json");
        Files.writeString(
                previous,
                new JWKSet(KeyFile.loadOrCreate(keys.resolve("feed.jwk")).toPublicJWK()).toString());
        long position = log.append(revoked("R2", Effect.CUTOFF, link("L2")));
        try (TestService second = TestService.start(
                        keys.resolve("next.jwk"),
                        "edgepass.feed.publisher-id=p1",
                        "edgepass.feed.trusted-keys-file=" + previous);
                TestFeed next = new TestFeed(keys.resolve("next.jwk"))) {
            await().until(() -> second.bean(FeedPublisher.class).status().position() == position);

            assertThat(next.head().term()).isEqualTo(before.term() + 1);
            assertThat(next.view().stateOf(new Handle(Handle.Kind.LINK, "L1")).cutoff())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_head_of_an_unknown_feed_key_halts_the_publisher() {
        try (TestService first = start("p1")) {
            feed.awaitPosition(log.append(revoked("R1", Effect.CUTOFF, link("L1"))));
            assertThat(first.health("feedHealthIndicator")).isEqualTo(Status.UP);
        }
        try (TestService second = TestService.start(keys.resolve("other.jwk"))) {
            await().until(() -> second.bean(FeedPublisher.class).status().role() == Role.HALTED);
            assertThat(second.health("feedHealthIndicator")).isEqualTo(Status.DOWN);
        }
    }

    @Test
    void with_redis_away_a_revocation_is_still_published() {
        try (TestService service = start("p1", "spring.data.redis.port=1")) {
            long position = log.append(revoked("R1", Effect.CUTOFF, link("L1")));

            assertThat(feed.awaitPosition(position).position()).isEqualTo(position);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(service.health("controlProjectionHealthIndicator"))
                            .isEqualTo(Status.DOWN));
            assertThat(service.health("feedHealthIndicator")).isEqualTo(Status.UP);
        }
    }
}
