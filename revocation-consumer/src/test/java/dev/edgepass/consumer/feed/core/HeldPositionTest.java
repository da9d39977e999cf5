package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.log.PassOver;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.LogGaps;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldPositionTest {
    private final World world = new World();
    private final Publisher publisher = new Publisher(world, Publisher.TERMS);

    @Test
    void an_event_of_an_unknown_type_holds_the_position_and_nothing_later_is_published() {
        long known = world.append(revoked("R1", Effect.BLOCK, link("before")));
        publisher.run(3_000);
        long asOf = world.lastHead().asOf();
        world.appendUnknown();
        world.append(revoked("R2", Effect.BLOCK, link("after")));
        publisher.run(60_000);

        FeedHead head = world.lastHead();
        assertThat(head.position()).isEqualTo(known);
        assertThat(head.gaps().heldAt()).isEqualTo(known);
        assertThat(head.asOf()).isEqualTo(asOf);
        assertThat(isBlocked("before")).isTrue();
        assertThat(isBlocked("after")).isFalse();
    }

    @Test
    void while_held_heads_go_on_and_the_lease_is_kept() {
        publisher.run(100);
        world.appendUnknown();
        publisher.run(6_000);
        int before = world.heads.size();
        Publisher standby = new Publisher(world, Publisher.named("p2"));
        for (int i = 0; i < 600; i++) {
            publisher.run(100);
            standby.run(1);
        }

        assertThat(world.heads.size() - before).isBetween(11, 13);
        assertThat(world.lastHead().publisher()).isEqualTo("p1");
        assertThat(publisher.core.status().role()).isEqualTo(Role.LEADING);
        assertThat(standby.core.status().role()).isEqualTo(Role.STANDBY);
        assertThat(standby.core.status().gaps().isHeld()).isTrue();
    }

    @Test
    void the_status_and_one_alarm_name_offset_and_type() {
        publisher.run(100);
        world.append(revoked("R1", Effect.BLOCK, link("L")));
        world.appendUnknown();
        publisher.run(30_000);

        String reason = publisher.core.status().detail();
        assertThat(reason)
                .contains("offset 1 of edgepass.control", "dev.edgepass.revocation.created.v2", "pass-over=topic-1:1");
        assertThat(publisher.alarms).containsExactly(reason);
    }

    @Test
    void heads_say_at_once_that_they_are_held() {
        publisher.run(3_000);
        world.appendUnknown();
        publisher.run(600);

        assertThat(world.lastHead().gaps().isHeld()).isTrue();
    }

    @Test
    void without_the_log_there_is_no_head_while_held_either() {
        publisher.run(100);
        world.appendUnknown();
        publisher.run(6_000);
        int before = world.heads.size();
        world.brokerUp = false;
        publisher.run(30_000);

        assertThat(world.heads).hasSize(before);
        world.brokerUp = true;
        publisher.run(6_000);
        assertThat(world.heads.size()).isGreaterThan(before);
        assertThat(world.lastHead().gaps().isHeld()).isTrue();
    }

    @Test
    void a_build_that_knows_the_type_goes_on_and_as_of_with_it() {
        publisher.run(100);
        long unknown = world.appendUnknown();
        long later = world.append(revoked("R2", Effect.BLOCK, link("after")));
        publisher.run(20_000);
        world.log.set(
                (int) unknown - 1, new Entry(unknown, acceptedAt(unknown), revoked("R1", Effect.BLOCK, link("new"))));
        Publisher upgraded = new Publisher(world, Publisher.TERMS);
        upgraded.run(3_000);

        FeedHead head = world.lastHead();
        assertThat(head.position()).isEqualTo(later);
        assertThat(head.gaps()).isEqualTo(LogGaps.NONE);
        assertThat(head.asOf()).isGreaterThan(World.EPOCH + 20_000);
        assertThat(isBlocked("new")).isTrue();
        assertThat(isBlocked("after")).isTrue();
    }

    @Test
    void a_record_that_the_setting_names_is_passed_over_and_every_later_head_says_so() {
        publisher.run(100);
        long unknown = world.appendUnknown();
        long later = world.append(revoked("R2", Effect.BLOCK, link("after")));
        publisher.run(20_000);
        Publisher told = new Publisher(world, passingOver("topic-1:" + (unknown - 1)));
        told.run(20_000);

        FeedHead head = world.lastHead();
        assertThat(head.position()).isEqualTo(later);
        assertThat(head.gaps().isHeld()).isFalse();
        assertThat(head.gaps().passedOver()).containsExactly(unknown - 1);
        assertThat(isBlocked("after")).isTrue();
    }

    @Test
    void a_setting_that_names_another_topic_or_offset_passes_over_nothing() {
        world.appendUnknown();
        publisher.run(6_000);
        Publisher told = new Publisher(world, passingOver("topic-2:0,topic-1:1"));
        told.run(20_000);

        assertThat(world.lastHead().position()).isZero();
        assertThat(world.lastHead().gaps().heldAt()).isZero();
    }

    @Test
    void what_is_no_event_is_passed_over_and_the_head_lists_it() {
        publisher.run(100);
        long garbage = world.appendGarbage();
        long later = world.append(revoked("R1", Effect.BLOCK, link("after")));
        publisher.run(6_000);

        assertThat(world.lastHead().position()).isEqualTo(later);
        assertThat(world.lastHead().gaps().unreadable()).containsExactly(garbage - 1);
        assertThat(new Publisher(world, Publisher.TERMS).core.status().gaps()).isEqualTo(LogGaps.NONE);
    }

    @Test
    void a_restart_forgets_no_gap() {
        publisher.run(100);
        world.appendGarbage();
        publisher.run(6_000);
        Publisher restarted = new Publisher(world, Publisher.TERMS);
        restarted.run(10_000);

        assertThat(world.lastHead().gaps().unreadable()).containsExactly(0L);
    }

    @Test
    void a_feed_that_has_to_be_made_anew_past_a_record_that_this_build_doesnt_know_halts_and_takes_nothing_back() {
        Publisher older = anOlderBuildWithoutTheSegments();
        int heads = world.heads.size();
        older.run(60_000);

        assertThat(older.alarms)
                .anyMatch(alarm -> alarm.contains("made anew") && alarm.contains("dev.edgepass.new.v1"));
        assertThat(world.heads).hasSize(heads);
    }

    @Test
    void it_stays_halted_says_why_all_the_time_and_raises_one_alarm() {
        Publisher older = anOlderBuildWithoutTheSegments();
        older.run(15_000);
        for (int i = 0; i < 1_200; i++) {
            older.run(100);
            assertThat(older.core.status().role()).isEqualTo(Role.HALTED);
            assertThat(older.core.status().detail())
                    .contains("made anew up to position 1001", "offset 0 of edgepass.control", "dev.edgepass.new.v1");
        }

        assertThat(older.alarms).hasSize(1);
    }

    @Test
    void it_stands_by_once_a_build_that_knows_the_type_publishes_and_can_take_over_from_that_head() {
        Publisher older = anOlderBuildWithoutTheSegments();
        older.run(15_000);
        Entry unknown = world.log.get(0);
        world.log.set(0, new Entry(1, unknown.acceptedAt(), revoked("R1", Effect.BLOCK, link("new"))));
        Publisher newer = new Publisher(world, Publisher.named("p2"));
        newer.run(15_000);
        world.log.set(0, unknown);
        older.run(3_000);
        assertThat(older.core.status().role()).isEqualTo(Role.STANDBY);

        world.append(revoked("later", Effect.BLOCK, link("later")));
        older.run(30_000);

        assertThat(world.lastHead().publisher()).isEqualTo("p1");
        assertThat(isBlocked("new")).isTrue();
        assertThat(isBlocked("later")).isTrue();
    }

    /** Its head is a newer build's, which knew the first record. */
    private Publisher anOlderBuildWithoutTheSegments() {
        publisher.run(100);
        long first = world.append(revoked("R1", Effect.BLOCK, link("new")));
        for (int i = 0; i < 1_000; i++) {
            world.append(revoked("S" + i, Effect.BLOCK, link("L" + i)));
        }
        publisher.run(10_000);
        world.log.set((int) first - 1, Entry.unknown(first, acceptedAt(first), "dev.edgepass.new.v1"));
        world.segmentsInR2.clear();
        return new Publisher(world, Publisher.TERMS);
    }

    private long acceptedAt(long position) {
        return world.log.get((int) position - 1).acceptedAt();
    }

    private boolean isBlocked(String linkId) {
        return world.view().stateOf(new Handle(Handle.Kind.LINK, linkId)).blocked();
    }

    private static FeedTerms passingOver(String records) {
        FeedTerms terms = Publisher.TERMS;
        return new FeedTerms(
                terms.publisherId(),
                terms.minIntervalMillis(),
                terms.heartbeatMillis(),
                terms.sealEntries(),
                terms.sealIntervalMillis(),
                terms.pruneAgeMillis(),
                PassOver.parse(List.of(records.split(","))));
    }
}
