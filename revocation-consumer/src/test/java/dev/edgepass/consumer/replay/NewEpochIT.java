package dev.edgepass.consumer.replay;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.FeedPublisher;
import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CleanBackends.class)
class NewEpochIT {
    @TempDir
    private Path keys;

    private TestFeed feed;
    private ReplayCall replay;

    @BeforeEach
    void open() {
        feed = new TestFeed(keys.resolve("feed.jwk"));
        replay = new ReplayCall(keys.resolve("feed.jwk"));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private TestService start() {
        return TestService.start(
                keys.resolve("feed.jwk"), "edgepass.feed.heartbeat=PT1S", "edgepass.feed.min-interval=PT0.2S");
    }

    private int newEpoch() {
        return replay.run(List.of("--new-epoch"));
    }

    @Test
    void a_recreated_log_is_noticed_and_a_new_epoch_goes_on_with_it() throws Exception {
        FeedHead lost;
        try (TestService service = start();
                TestLog log = new TestLog()) {
            log.append(keyAdded("k1"));
            log.append(linkCreated("L1"));
            log.append(revoked("R1", Effect.BLOCK, link("lost")));
            long position = log.append(revoked("R2", Effect.CUTOFF, link("L1")));
            lost = feed.awaitPosition(position);
            service.awaitFolded(position);

            TestLog.clean();
            FeedPublisher publisher = service.bean(FeedPublisher.class);
            Awaitility.await().until(() -> publisher.status().role() == Role.HALTED);
            assertThat(newEpoch()).as(replay.complaint()).isZero();

            FeedHead next = feed.head();
            assertThat(lost.isOlderThan(next)).isTrue();
            assertThat(next.topicId()).isNotEqualTo(lost.topicId());
            assertThat(next.position()).isGreaterThan(lost.position());
            assertThat(next.keys()).extracting("kid").containsExactly("k1");
            assertThat(feed.view().stateOf(Handle.ALL).cutoff()).isGreaterThan(lost.position());
            assertThat(feed.view().stateOf(new Handle(Handle.Kind.LINK, "lost")).blocked())
                    .isTrue();
            assertThat(replay.printed())
                    .contains("Went back: the log is another one")
                    .contains("Padded the log with 4 records")
                    .contains("Carried over 1 blocks")
                    .contains("Stays blocked, though the log has lost why: 1 that the log doesn't name.")
                    .contains("Cut off by events that the log has lost")
                    .contains("Dropped the read model");

            Awaitility.await().until(() -> publisher.status().role() == Role.LEADING);
            long after = log.append(revoked("R3", Effect.BLOCK, link("L3")));
            feed.awaitPosition(after);
            assertThat(feed.view().stateOf(new Handle(Handle.Kind.LINK, "lost")).blocked())
                    .isTrue();
            assertThat(service.redis().hasKey("ep:link:L1")).isFalse();
        }
    }

    @Test
    void what_ended_half_way_can_be_run_again() throws Exception {
        try (TestService service = start();
                TestLog log = new TestLog()) {
            long position = log.append(revoked("R1", Effect.BLOCK, link("lost")));
            feed.awaitPosition(position);
            assertThat(service.bean(FeedPublisher.class).status().term()).isPositive();
        }
        FeedHead lost = feed.head();
        TestLog.clean();
        try (TestLog log = new TestLog()) {
            log.append(new ControlEvent.LogPadded("operator"));
            log.append(new ControlEvent.EpochBegan(lost.topicId(), lost.position(), "operator"));
        }

        assertThat(newEpoch()).as(replay.complaint()).isZero();
        assertThat(feed.head().position()).isEqualTo(3);
        assertThat(feed.view().stateOf(Handle.ALL).cutoff()).isEqualTo(3);
        assertThat(feed.view().stateOf(new Handle(Handle.Kind.LINK, "lost")).blocked())
                .isTrue();
        assertThat(newEpoch()).isEqualTo(1);
    }

    @Test
    void a_log_that_is_held_begins_no_epoch_and_nothing_is_changed() throws Exception {
        try (TestService service = start();
                TestLog log = new TestLog()) {
            long position = log.append(revoked("R1", Effect.BLOCK, link("lost")));
            feed.awaitPosition(position);
            service.awaitFolded(position);
        }
        FeedHead lost = feed.head();
        TestLog.clean();
        try (TestLog log = new TestLog()) {
            log.appendUnknown("dev.edgepass.revocation.created.v2");

            assertThat(newEpoch()).isEqualTo(2);

            assertThat(replay.complaint()).startsWith("The log is held at offset 0");
            assertThat(feed.head().sequence()).isEqualTo(lost.sequence());
            assertThat(log.read(Topics.CONTROL)).hasSize(1);
        }
    }

    @Test
    void without_a_feed_it_says_so_and_drops_the_read_model_of_another_log_only() throws Exception {
        try (TestService service = start();
                TestLog log = new TestLog()) {
            long position = log.append(revoked("R1", Effect.BLOCK, link("L1")));
            service.awaitFolded(position);
        }
        TestFeed.clean();
        assertThat(newEpoch()).isEqualTo(3);
        assertThat(replay.complaint()).startsWith("There is no head in R2");
        assertThat(replay.printed()).doesNotContain("Dropped");

        TestLog.clean();
        assertThat(newEpoch()).isEqualTo(3);
        assertThat(replay.printed()).contains("Dropped the read model of another log");
    }

    @Test
    void without_need_it_refuses_and_changes_nothing() {
        try (TestService service = start();
                TestLog log = new TestLog()) {
            long position = log.append(revoked("R1", Effect.BLOCK, link("L1")));
            feed.awaitPosition(position);
            service.awaitFolded(position);

            assertThat(newEpoch()).isEqualTo(1);
            assertThat(replay.complaint()).startsWith("The log did not go back");
            assertThat(service.redis().hasKey("ep:control")).isTrue();
            assertThat(feed.awaitPosition(position).position()).isEqualTo(1);
        }
    }
}
