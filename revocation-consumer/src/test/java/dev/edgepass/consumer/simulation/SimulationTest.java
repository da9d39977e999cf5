package dev.edgepass.consumer.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * {@code -Dedgepass.simulation.seeds=5000} runs as many seeds, {@code -Dedgepass.simulation.seed=123} that one alone.
 */
class SimulationTest {
    @AfterEach
    void no_thread_outlives_its_run() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("publisher-"));
    }

    private static final String SEED = "edgepass.simulation.seed";
    private static final int SEEDS = Integer.getInteger("edgepass.simulation.seeds", 200);

    @Test
    void whatever_fails_no_view_is_granted_late_and_nothing_is_refused_wrongly() {
        Long only = Long.getLong(SEED);
        long first = only == null ? 1 : only;
        long last = only == null ? SEEDS : only;
        Outcome total = Outcome.NONE;
        for (long seed = first; seed <= last; seed++) {
            total = total.plus(Simulation.run(seed, Planted.NOTHING));
        }

        System.out.println((last - first + 1) + " seeds: " + total);
        assertThat(total.granted()).isPositive();
        assertThat(total.refused()).isGreaterThan(total.stale());
        assertThat(total.deleted()).isPositive();
        assertThat(total.damagedReads()).isPositive();
        assertThat(total.knownAtEdge()).isGreaterThan(total.records() / 2);
        assertThat(total.latestGrant()).isLessThanOrEqualTo(ViewChecks.BOUND);
    }

    @Test
    void a_run_is_a_function_of_its_seed() {
        Outcome once = Simulation.run(7, Planted.NOTHING);
        Outcome again = Simulation.run(7, Planted.NOTHING);
        Outcome other = Simulation.run(8, Planted.NOTHING);

        assertThat(again).isEqualTo(once);
        assertThat(other.hash()).isNotEqualTo(once.hash());
        assertThat(Simulation.trace(7)).isEqualTo(Simulation.trace(7)).contains("LEADING");
    }
}
