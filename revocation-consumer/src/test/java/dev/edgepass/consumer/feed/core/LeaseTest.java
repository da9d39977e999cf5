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

    @Test
    void a_head_that_isnt_ours_halts_instead_of_being_overwritten() {
        world.head = new StoredHead("forged", "etag-0");
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

        world.head = new StoredHead(old.compact(), "etag-of-another-write");
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
        world.head = new StoredHead("forged", "etag-f");
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(10_000);
        assertThat(first.core.status().role()).isEqualTo(Role.HALTED);

        world.head = trusted;
        first.run(20_000);
        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.lastHead().position()).isEqualTo(1);
    }

    @Test
    void a_publisher_that_halted_at_another_log_goes_on_when_the_right_one_is_back() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(100);
        world.topicId = "topic-2";
        first.run(60_000);
        assertThat(first.core.status().role()).isEqualTo(Role.HALTED);
        assertThat(first.core.status().detail()).contains("topic-2");
        int heads = world.heads.size();

        world.topicId = "topic-1";
        first.run(15_000);
        assertThat(first.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(world.heads).hasSizeGreaterThan(heads);
        assertThat(world.lastHead().term()).isEqualTo(World.FIRST_TERM + 1);
    }

    @Test
    void a_log_that_was_cut_and_grew_again_past_the_head_is_known_at_the_restart() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        world.append(revoked("R2", Effect.CUTOFF, link("L2")));
        first.run(100);
        world.pass(1_000);
        world.log.remove(1);
        world.append(revoked("R3", Effect.CUTOFF, link("L3")));
        world.append(revoked("R4", Effect.CUTOFF, link("L4")));
        Publisher restarted = new Publisher(world, Publisher.named("p1"));
        int heads = world.heads.size();
        restarted.run(60_000);

        assertThat(restarted.core.status().role()).isEqualTo(Role.HALTED);
        assertThat(restarted.core.status().detail()).contains("cut and grew again");
        assertThat(world.heads).hasSize(heads);
    }

    @Test
    void a_log_that_was_cut_and_grew_again_while_the_broker_was_away_is_known_when_it_is_back() {
        world.append(revoked("R1", Effect.CUTOFF, link("L1")));
        first.run(100);
        world.brokerUp = false;
        first.run(20_000);
        world.log.clear();
        world.append(revoked("R2", Effect.CUTOFF, link("L2")));
        world.brokerUp = true;
        first.run(20_000);

        assertThat(first.core.status().role()).isEqualTo(Role.HALTED);
        assertThat(world.heads).hasSize(1);
    }

    @Test
    void a_log_that_lost_its_next_record_halts() {
        first.run(100);
        first.core.logTruncated("the log has no record at the place to read from");
        int heads = world.heads.size();
        first.run(1_000);

        assertThat(first.core.status().role()).isEqualTo(Role.HALTED);
        assertThat(world.heads).hasSize(heads);
    }

    private List<Long> sequences() {
        return new ArrayList<>(world.heads.stream().map(FeedHead::sequence).toList());
    }

    @Test
    void a_log_that_lost_its_beginning_is_one_halt_and_stays_so_until_it_is_back() {
        world.append(revoked("R1", Effect.BLOCK, link("L")));
        world.append(revoked("R2", Effect.BLOCK, link("M")));
        first.run(3_000);
        world.logStart = 1;
        Publisher restarted = new Publisher(world, Publisher.TERMS);
        restarted.run(15_000);
        for (int i = 0; i < 600; i++) {
            restarted.run(100);
            assertThat(restarted.core.status().role()).isEqualTo(Role.HALTED);
        }
        assertThat(restarted.alarms).containsExactly("nothing at offset 0");

        world.logStart = 0;
        restarted.run(30_000);

        assertThat(restarted.core.status().role()).isEqualTo(Role.LEADING);
    }
}
