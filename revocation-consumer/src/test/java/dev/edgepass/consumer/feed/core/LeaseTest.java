package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaseTest {
    private final World world = new World();
    private final Publisher first = new Publisher(world, Publisher.named("p1"));
    private final Publisher second = new Publisher(world, Publisher.named("p2"));

    private void together(long millis) {
        long until = world.monotonicMillis() + millis;
        while (world.monotonicMillis() < until) {
            first.step(10);
            second.step(10);
            world.pass(10);
        }
    }

    @Test
    void one_of_two_publishers_leads_and_the_other_stands_by() {
        together(30_000);

        assertThat(List.of(first.core.status().role(), second.core.status().role()))
                .containsExactlyInAnyOrder(Role.LEADING, Role.STANDBY);
        assertThat(world.heads).allMatch(head -> head.term() == World.FIRST_TERM);
    }

    @Test
    void a_standby_takes_over_after_two_missed_heartbeats_with_the_next_term() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(100);
        together(12_000);
        long dead = world.monotonicMillis();
        FeedHead last = world.lastHead();
        world.append(revoked("R2", Effect.CUTOFF, link("L2")));
        second.run(14_900);

        assertThat(second.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.lastHead().publisher()).isEqualTo("p2");
        assertThat(world.lastHead().term()).isEqualTo(last.term() + 1);
        assertThat(world.lastHead().sequence()).isGreaterThan(last.sequence());
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L1")).cutoff())
                .isEqualTo(1);
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L2")).cutoff())
                .isEqualTo(2);
        long firstOfSecond = world.writtenAt.get(world.heads.indexOf(world.heads.stream()
                .filter(head -> head.publisher().equals("p2"))
                .findFirst()
                .orElseThrow()));
        assertThat(firstOfSecond - dead).isGreaterThan(5_000);
    }

    @Test
    void a_publisher_that_was_replaced_while_it_slept_is_fenced_and_stands_by() {
        first.run(100);
        second.run(20_000);
        assertThat(second.core.status().role()).isEqualTo(Role.LEADING);

        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        together(4_000);

        assertThat(first.core.status().role()).isEqualTo(Role.STANDBY);
        assertThat(world.lastHead().publisher()).isEqualTo("p2");
        assertThat(world.lastHead().term()).isEqualTo(World.FIRST_TERM + 1);
    }

    @Test
    void the_restart_of_the_same_publisher_takes_over_at_once_and_the_sequence_goes_up() {
        world.append(revoked("R1", Effect.BLOCK, link("L1")));
        first.run(12_000);
        FeedHead before = world.lastHead();
        world.append(revoked("R2", Effect.BLOCK, link("L2")));

        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        restarted.run(100);

        assertThat(world.lastHead().term()).isEqualTo(before.term() + 1);
        assertThat(world.lastHead().sequence()).isEqualTo(before.sequence() + 1);
        assertThat(world.lastHead().fingerprintKey()).isEqualTo(before.fingerprintKey());
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L1")).blocked())
                .isTrue();
        assertThat(world.view().stateOf(new Handle(Handle.Kind.LINK, "L2")).blocked())
                .isTrue();
        assertThat(restarted.steps).filteredOn(Step.Seek.class::isInstance).containsExactly(new Step.Seek(0));
    }

    @Test
    void a_refused_write_that_is_found_to_be_ones_own_had_succeeded() {
        first.run(100);
        first.fates.add(Publisher.Fate.WRITTEN_AND_REFUSED);
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(5_500);

        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.heads).allMatch(head -> head.term() == World.FIRST_TERM);
        assertThat(first.lags).hasSize(1);
        assertThat(sequences()).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void an_unanswered_write_that_took_place_counts_and_isnt_repeated() {
        first.run(100);
        first.fates.add(Publisher.Fate.WRITTEN_UNANSWERED);
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(2_000);

        assertThat(world.heads).hasSize(2);
        assertThat(first.lags).hasSize(1);
        assertThat(first.core.status().position()).isEqualTo(1);
    }

    @Test
    void an_unanswered_write_that_didnt_take_place_is_written_again() {
        first.run(100);
        first.fates.add(Publisher.Fate.LOST);
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(4_000);

        assertThat(world.lastHead().position()).isEqualTo(1);
        assertThat(first.lags).hasSize(1);
    }

    @Test
    void a_lost_write_that_arrives_late_is_still_known_as_ones_own() {
        first.run(100);
        first.fates.add(Publisher.Fate.LOST);
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(1_200);
        Step.WriteHead late = first.steps.stream()
                .filter(Step.WriteHead.class::isInstance)
                .map(Step.WriteHead.class::cast)
                .reduce((one, next) -> next)
                .orElseThrow();
        first.run(300);
        assertThat(world.put(late)).isTrue();
        first.run(10_000);

        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.heads).allMatch(head -> head.term() == World.FIRST_TERM);
        assertThat(sequences()).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void an_r2_that_is_away_for_a_minute_loses_nothing() {
        first.run(100);
        world.r2Up = false;
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(60_000);
        assertThat(world.heads).hasSize(1);

        world.r2Up = true;
        first.run(7_000);
        assertThat(world.lastHead().position()).isEqualTo(1);
        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
    }

    @Test
    void ten_minutes_of_writes_that_dont_take_place_are_tried_every_five_seconds_and_few_are_kept() {
        first.run(100);
        first.steps.clear();
        first.fate = Publisher.Fate.LOST;
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(600_000);

        assertThat(first.steps).filteredOn(Step.WriteHead.class::isInstance).hasSizeBetween(100, 130);
        assertThat(first.core.headsInDoubt()).isBetween(1, 16);

        first.fate = null;
        first.run(6_000);
        assertThat(world.lastHead().position()).isEqualTo(1);
        assertThat(world.lastHead().term()).isEqualTo(World.FIRST_TERM);
        assertThat(first.core.headsInDoubt()).isZero();
    }

    @Test
    void a_leader_is_overdue_once_nothing_fresh_was_published_for_three_heartbeats() {
        first.run(10_000);
        assertThat(first.core.status().overdue(world, Publisher.TERMS.overdueMillis()))
                .isNull();

        world.brokerUp = false;
        first.run(20_000);
        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(first.core.status().overdue(world, Publisher.TERMS.overdueMillis()))
                .startsWith("nothing was published that is newer for ");

        world.brokerUp = true;
        first.run(6_000);
        assertThat(first.core.status().overdue(world, Publisher.TERMS.overdueMillis()))
                .isNull();
    }

    @Test
    void a_standby_is_overdue_once_it_couldnt_read_the_head_for_three_heartbeats() {
        first.run(100);
        second.run(1_000);
        assertThat(second.core.status().role()).isEqualTo(Role.STANDBY);
        world.r2Up = false;
        second.run(20_000);

        assertThat(second.core.status().role()).isEqualTo(Role.STANDBY);
        assertThat(second.core.status().overdue(world, Publisher.TERMS.overdueMillis()))
                .startsWith("the head wasn't read for ");
    }

    private List<Long> sequences() {
        return new ArrayList<>(world.heads.stream().map(FeedHead::sequence).toList());
    }
}
