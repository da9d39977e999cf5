package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.event.Effect;
import org.junit.jupiter.api.Test;

/** A publisher at a log that doesn't have what the feed was made from. */
class LogWentBackTest {
    private final World world = new World();
    private final Publisher first = new Publisher(world, Publisher.named("p1"));

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
