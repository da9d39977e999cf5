package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import org.junit.jupiter.api.Test;

class PublishingTest {
    private final World world = new World();
    private final Publisher publisher = new Publisher(world, Publisher.TERMS);

    @Test
    void the_first_head_of_an_empty_log_is_published_at_once() {
        publisher.run(100);

        assertThat(publisher.core.status().role()).isEqualTo(Role.LEADING);
        FeedHead head = world.lastHead();
        assertThat(head.term()).isEqualTo(World.FIRST_TERM);
        assertThat(head.sequence()).isEqualTo(1);
        assertThat(head.position()).isZero();
        assertThat(head.topicId()).isEqualTo("topic-1");
        assertThat(head.publisher()).isEqualTo("p1");
    }

    @Test
    void an_idle_log_gets_a_head_every_heartbeat() {
        publisher.run(100);
        publisher.run(25_000);

        assertThat(world.heads).hasSize(6);
        assertThat(world.writtenAt.get(5) - world.writtenAt.get(0)).isBetween(25_000L, 25_050L);
    }

    @Test
    void a_revocation_is_published_at_once_and_a_second_one_after_the_min_interval() {
        publisher.run(3_000);
        long first = world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        publisher.run(600);
        assertThat(world.lastHead().position()).isEqualTo(first);

        long second = world.append(revoked("R2", Effect.BLOCK, subject("bob")));
        publisher.run(2_000);
        assertThat(world.lastHead().position()).isEqualTo(second);
        int last = world.writtenAt.size() - 1;
        assertThat(world.writtenAt.get(last) - world.writtenAt.get(last - 1)).isBetween(1_200L, 1_260L);
        assertThat(publisher.lags).hasSize(2).allMatch(lag -> lag < 1_300);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L1"))).isEqualTo(new HandleState(first, 0));
        assertThat(world.view().stateOf(new Handle(Handle.Kind.SUBJECT, "bob"))).isEqualTo(new HandleState(0, 1));
    }

    @Test
    void what_the_edge_neednt_know_waits_for_the_heartbeat() {
        publisher.run(2_000);
        world.append(linkCreated("L1"));
        publisher.run(1_000);
        assertThat(world.heads).hasSize(1);
        publisher.run(3_000);
        assertThat(world.lastHead().position()).isEqualTo(1);
    }

    @Test
    void keys_come_and_go_with_their_events() {
        world.append(keyAdded("k1"));
        world.append(keyAdded("k2"));
        publisher.run(100);
        assertThat(world.lastHead().keys()).extracting("kid").containsExactly("k1", "k2");

        world.append(new ControlEvent.KeyWithdrawn("k1", null, "ada"));
        publisher.run(1_500);
        assertThat(world.lastHead().keys()).extracting("kid").containsExactly("k2");
    }

    @Test
    void a_lift_is_published_as_a_clear_entry() {
        ControlEvent.Revoked block = revoked("R1", Effect.BLOCK, link("L1"));
        world.append(block);
        publisher.run(100);
        world.append(lifted(block, 1));
        publisher.run(1_500);

        assertThat(world.lastHead().tail().size()).isEqualTo(1);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L1"))).isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_record_that_cant_be_read_moves_the_position_and_nothing_else() {
        publisher.run(100);
        world.log.add(new Entry(1, world.wallMillis(), null));
        publisher.run(6_000);

        assertThat(world.lastHead().position()).isEqualTo(1);
        assertThat(world.lastHead().tail().size()).isZero();
    }

    @Test
    void as_of_is_the_time_at_which_the_end_was_asked_for_and_the_head_has_all_before_that_end() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        publisher.run(100);
        while (!(publisher.core.next() instanceof Step.AskLogEnd)) {
            publisher.step(500);
            world.pass(100);
        }
        long askedAt = world.wallMillis();
        long end = world.append(revoked("R2", Effect.CUTOFF, link("L2")));
        publisher.core.logEnd(end, world.topicId);
        world.pass(700);
        publisher.run(50);

        assertThat(world.lastHead().asOf()).isEqualTo(askedAt);
        assertThat(world.lastHead().position()).isEqualTo(end);
    }

    @Test
    void without_the_brokers_answer_there_is_no_heartbeat() {
        publisher.run(100);
        world.brokerUp = false;
        publisher.run(60_000);
        assertThat(world.heads).hasSize(1);

        world.brokerUp = true;
        publisher.run(6_000);
        assertThat(world.heads).hasSizeGreaterThan(1);
        assertThat(world.lastHead().asOf()).isGreaterThan(World.EPOCH + 60_000);
    }

    @Test
    void a_head_that_was_never_caught_up_with_isnt_published() {
        publisher.run(100);
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        world.pass(10_000);
        Step step = publisher.core.next();
        assertThat(step).isInstanceOf(Step.AskLogEnd.class);
        publisher.core.logEnd(1, world.topicId);

        for (int i = 0; i < 5; i++) {
            assertThat(publisher.core.next()).isInstanceOf(Step.Poll.class);
            world.pass(500);
        }
    }

    @Test
    void a_log_with_another_id_stops_publishing() {
        publisher.run(100);
        world.topicId = "topic-2";
        publisher.run(20_000);

        assertThat(world.heads).hasSize(1);
        assertThat(publisher.core.status().role()).isEqualTo(Role.HALTED);
        assertThat(publisher.core.status().detail()).contains("topic-2", "topic-1");
    }

    @Test
    void a_log_that_ends_before_the_published_position_stops_publishing() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        publisher.run(100);
        world.log.clear();
        publisher.run(20_000);

        assertThat(world.heads).hasSize(1);
        assertThat(publisher.core.status().role()).isEqualTo(Role.HALTED);
    }
}
