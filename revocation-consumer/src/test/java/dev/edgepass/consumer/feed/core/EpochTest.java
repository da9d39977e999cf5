package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.Segment;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EpochTest {
    private static final Handle LOST = new Handle(Handle.Kind.LINK, "lost");

    private final World world = new World();
    private final Publisher publisher = new Publisher(world, Publisher.TERMS);

    @BeforeEach
    void a_published_feed() {
        world.append(keyAdded("k1"));
        world.append(revoked("R1", Effect.BLOCK, link("kept")));
        world.append(revoked("R2", Effect.BLOCK, link("lost")));
        world.append(revoked("R3", Effect.CUTOFF, link("cut")));
        publisher.run(100);
        world.pass(1_000);
    }

    private void cutTo(int records) {
        world.log.subList(records, world.log.size()).clear();
    }

    /** What the operator's command does, on the world. */
    private FeedHead newEpoch() {
        Epoch epoch = new Epoch(world.lastHead(), 0);
        FeedHead lost = epoch.lost();
        Segment before = FeedFold.of(
                        lost,
                        lost.segments().stream().map(ref -> segment(ref.hash())).toList())
                .inForce(lost.prunedTo());
        for (long padding = epoch.padding(world.log.size()); padding > 0; padding--) {
            world.append(new ControlEvent.LogPadded("operator"));
        }
        long began = world.append(epoch.began("operator"));
        FeedFold fold = epoch.emptyFold();
        world.log.forEach(fold::apply);
        for (ControlEvent key : epoch.lostKeys(fold, Set.of(), "operator")) {
            world.append(key);
            fold.apply(world.log.get(world.log.size() - 1));
        }
        fold.carryOverBlocks(before, lost.prunedTo());
        FeedHead next = epoch.next(fold, began, "p1", world.wallMillis(), world.topicId);
        String etag = Objects.requireNonNull(world.head).etag();
        assertThat(world.put(new Step.WriteHead(new PlainSeal().sign(next), etag)))
                .isTrue();
        return next;
    }

    private Segment segment(String hash) {
        return Segment.of(world.segmentsInR2.get(hash));
    }

    @Test
    void a_halted_publisher_goes_on_with_a_cut_log_after_a_new_epoch() {
        FeedHead lost = world.lastHead();
        cutTo(2);
        publisher.run(30_000);
        assertThat(publisher.core.status().role()).isEqualTo(Role.HALTED);

        FeedHead next = newEpoch();
        publisher.run(30_000);

        assertThat(publisher.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(next.position()).isEqualTo(5);
        assertThat(lost.isOlderThan(next)).isTrue();
        FeedHead now = world.lastHead();
        assertThat(next.isOlderThan(now)).isTrue();
        assertThat(world.view().stateOf(Handle.ALL).cutoff()).isEqualTo(5);
        assertThat(world.view().stateOf(LOST).blocked()).isTrue();
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "kept")).blocked())
                .isTrue();
    }

    @Test
    void a_recreated_log_learns_the_signing_keys_again() {
        world.log.clear();
        world.topicId = "topic-2";
        publisher.run(30_000);

        newEpoch();
        publisher.run(30_000);

        assertThat(publisher.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.lastHead().topicId()).isEqualTo("topic-2");
        assertThat(world.lastHead().keys()).extracting("kid").containsExactly("k1");
        assertThat(world.view().stateOf(LOST).blocked()).isTrue();
    }

    @Test
    void a_log_that_was_padded_and_not_begun_anew_is_still_known_as_one_that_went_back() {
        cutTo(2);
        world.append(new ControlEvent.LogPadded("operator"));
        world.append(new ControlEvent.LogPadded("operator"));
        Epoch epoch = new Epoch(world.lastHead(), 0);

        assertThat(epoch.padding(world.log.size())).isZero();
        assertThat(epoch.wentBack(world.log.size(), "topic-1", world.log.get(3)))
                .contains("cut and grew again");

        publisher.run(1_000);
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.run(5_000);
        assertThat(restarted.core.status().role()).isEqualTo(Role.HALTED);
        newEpoch();
        restarted.run(30_000);
        assertThat(restarted.core.status().role()).isEqualTo(Role.LEADING);
    }

    @Test
    void a_log_that_is_what_it_was_needs_no_epoch() {
        Epoch epoch = new Epoch(world.lastHead(), 0);

        assertThat(epoch.wentBack(world.log.size(), "topic-1", world.log.get(3)))
                .isNull();
        assertThat(epoch.wentBack(3, "topic-1", null)).contains("went back");
        assertThat(epoch.wentBack(9, "topic-2", null)).contains("another one");
    }

    @Test
    void a_read_model_that_was_ahead_of_the_feed_counts_too_since_tokens_carry_its_position() {
        Epoch epoch = new Epoch(world.lastHead(), 9);

        assertThat(epoch.wentBack(world.log.size(), "topic-1", world.log.get(3)))
                .contains("went back", "9");
        assertThat(epoch.padding(world.log.size())).isEqualTo(5);
        assertThat(epoch.began("operator").previousPosition()).isEqualTo(9);
    }

    @Test
    void no_position_is_used_twice() {
        Epoch epoch = new Epoch(world.lastHead(), 0);

        assertThatThrownBy(() -> epoch.next(epoch.emptyFold(), 5, "p1", 1, "t")).hasMessageContaining("more than 4");
    }

    @Test
    void keys_that_the_feed_did_not_have_are_told_apart() {
        FeedFold fold = FeedFold.empty(new byte[16]);
        fold.apply(new Entry(1, 1, keyAdded("k2")));
        Epoch epoch = new Epoch(world.lastHead(), 0);

        assertThat(epoch.unknownKeys(fold)).containsExactly("k2");
        assertThat(epoch.lostKeys(fold, Set.of(), "a")).extracting("kid").isEqualTo(List.of("k1"));
        assertThat(epoch.lostKeys(fold, Set.of("k1"), "a")).isEmpty();
    }
}
