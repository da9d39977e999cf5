package dev.edgepass.consumer.feed.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SweepingTest {
    private final World world = new World();
    private final Publisher publisher = new Publisher(world, Publisher.SEALING_AT_TEN);

    @Test
    void the_publisher_with_the_lease_has_unnamed_segments_swept_and_names_all_that_is_in_use() {
        publisher.run(100);
        world.revoke(0, 100);
        publisher.run(70_000);
        Publisher standby = new Publisher(world, Publisher.named("p2"));
        standby.run(70_000);

        assertThat(sweeps(standby)).isEmpty();
        Step.SweepSegments sweep = sweeps(publisher).get(0);
        assertThat(sweep.named()).containsExactly(world.named());
        assertThat(sweep.held()).extracting(NamedSegment::hash).containsExactly(world.named());
    }

    @Test
    void a_sweep_follows_another_five_minutes_after_its_end_and_none_runs_beside_it() {
        publisher.sweepsAnswer = false;
        publisher.run(1_000_000);
        assertThat(sweeps(publisher)).hasSize(1);

        publisher.core.segmentsSwept();
        publisher.sweepsAnswer = true;
        publisher.run(1_000_000);
        assertThat(sweeps(publisher)).hasSize(4);
    }

    @Test
    void nothing_is_swept_while_a_seal_is_under_way_or_no_head_can_be_written() {
        publisher.segmentsAnswer = false;
        publisher.run(100);
        world.revoke(0, 100);
        publisher.run(200_000);
        assertThat(publisher.unstored).hasSize(1);
        assertThat(sweeps(publisher)).isEmpty();

        publisher.segmentsAnswer = true;
        world.r2Up = false;
        publisher.storeSegments();
        publisher.run(200_000);
        assertThat(sweeps(publisher)).isEmpty();
    }

    private static List<Step.SweepSegments> sweeps(Publisher publisher) {
        return publisher.steps.stream()
                .filter(Step.SweepSegments.class::isInstance)
                .map(Step.SweepSegments.class::cast)
                .toList();
    }
}
