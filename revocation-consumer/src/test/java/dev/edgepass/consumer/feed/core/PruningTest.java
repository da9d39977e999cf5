package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import org.junit.jupiter.api.Test;

class PruningTest {
    private final World world = new World();
    private final Publisher publisher = new Publisher(world, Publisher.SEALING_AT_TEN);

    @Test
    void cutoffs_older_than_a_token_can_be_are_dropped_and_the_head_says_up_to_where() {
        publisher.run(100);
        world.revoke(0, 100);
        publisher.run(3_000);
        world.pass(World.PRUNE_AGE - 10_000);
        world.append(revoked("B", Effect.BLOCK, link("blocked")));
        world.revoke(100, 110);
        publisher.run(3_000);
        assertThat(world.lastHead().prunedTo()).isZero();

        publisher.run(700_000);
        assertThat(world.lastHead().prunedTo()).isEqualTo(100);
        assertThat(world.lastHead().segments()).extracting("count").containsExactly(11);
        assertThat(world.cutoff(0)).isZero();
        assertThat(world.cutoff(105)).isPositive();
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "blocked")).blocked())
                .isTrue();
    }

    @Test
    void pruned_to_survives_a_restart_and_never_falls() {
        publisher.run(100);
        world.revoke(0, 10);
        publisher.run(3_000);
        world.pass(World.PRUNE_AGE);
        publisher.run(3_000);
        assertThat(world.lastHead().prunedTo()).isEqualTo(10);
        assertThat(world.lastHead().segments()).isEmpty();

        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        world.revoke(10, 15);
        restarted.run(3_000);
        assertThat(world.lastHead().prunedTo()).isEqualTo(10);
        assertThat(world.cutoff(0)).isZero();
        assertThat(world.cutoff(12)).isEqualTo(13);
    }

    @Test
    void pruned_to_is_never_past_what_is_folded_in() {
        world.revoke(0, 10);
        world.pass(World.PRUNE_AGE + 1);
        publisher.run(100);

        assertThat(world.heads)
                .isNotEmpty()
                .allMatch(head -> head.prunedTo() <= head.position())
                .last()
                .extracting(FeedHead::prunedTo)
                .isEqualTo(10L);
    }
}
