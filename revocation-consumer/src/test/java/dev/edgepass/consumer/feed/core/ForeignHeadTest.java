package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import org.junit.jupiter.api.Test;

/** A publisher at a head that it didn't write last: a forged one, an old one, none. */
class ForeignHeadTest {
    private final World world = new World();
    private final Publisher first = new Publisher(world, Publisher.named("p1"));
    private final Publisher second = new Publisher(world, Publisher.named("p2"));

    @Test
    void a_head_that_isnt_ours_halts_instead_of_being_overwritten() {
        world.head = new StoredHead("forged", "etag-0", World.EPOCH);
        first.run(30_000);

        assertThat(first.core.status().role()).isEqualTo(Role.HALTED);
        assertThat(world.heads).isEmpty();
    }

    @Test
    void a_genuine_head_that_was_put_back_is_followed_on_and_what_came_after_it_is_published_again() {
        first.run(100);
        StoredHead old = world.head;
        world.append(revoked("R1", Effect.BLOCK, link("L1")));
        first.run(10_000);
        FeedHead last = world.lastHead();

        world.head = new StoredHead(old.compact(), "etag-of-another-write", World.EPOCH);
        first.run(15_000);

        assertThat(world.lastHead().position()).isEqualTo(last.position());
        assertThat(world.lastHead().term()).isGreaterThan(last.term());
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L1")).blocked())
                .isTrue();
    }

    @Test
    void a_feed_bucket_that_was_emptied_is_filled_again() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(100);
        world.head = null;
        first.run(20_000);

        assertThat(world.head).isNotNull();
        assertThat(world.lastHead().term()).isEqualTo(World.FIRST_TERM + 1);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L1")).cutoff())
                .isEqualTo(1);
    }

    @Test
    void a_feed_that_begins_anew_begins_above_every_term_that_edges_may_remember() {
        first.run(100);
        FeedHead remembered = world.lastHead();
        world.head = null;
        world.pass(60_000);
        second.run(100);

        assertThat(remembered.isOlderThan(world.lastHead())).isTrue();
        assertThat(world.lastHead().term()).isEqualTo(world.wallMillis() / 1_000);
    }

    @Test
    void a_publisher_that_halted_at_a_forged_head_goes_on_once_a_trusted_one_is_back() {
        first.run(10_000);
        StoredHead trusted = world.head;
        world.head = new StoredHead("forged", "etag-f", World.EPOCH);
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(10_000);
        assertThat(first.core.status().role()).isEqualTo(Role.HALTED);

        world.head = trusted;
        first.run(20_000);
        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.lastHead().position()).isEqualTo(1);
    }
}
