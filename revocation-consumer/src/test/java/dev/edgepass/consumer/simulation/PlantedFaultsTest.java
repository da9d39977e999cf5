package dev.edgepass.consumer.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Proof that the simulation bites: each fault is planted at the seam between the model and the real code, and found within some hundred seeds. */
class PlantedFaultsTest {
    private static final int SEEDS = 300;

    @AfterEach
    void no_thread_outlives_its_run() {
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("publisher-"));
    }

    @Test
    void the_simulation_catches_an_age_check_that_was_dropped() {
        assertCaught(Planted.AGE_CHECK_DROPPED, Invariant.NO_LATE_GRANT);
    }

    @Test
    void the_simulation_catches_an_age_that_is_stamped_when_the_read_completes() {
        assertCaught(Planted.AGE_STAMPED_AT_COMPLETION, Invariant.NO_LATE_GRANT);
    }

    @Test
    void the_simulation_catches_a_head_that_is_read_from_kv() {
        assertCaught(Planted.HEAD_FROM_KV, Invariant.NO_LATE_GRANT);
    }

    @Test
    void the_simulation_catches_a_segment_that_is_marked_before_kv_has_it() {
        assertCaught(Planted.MARKED_BEFORE_KV_ACKNOWLEDGED, Invariant.KV_IS_ASKED_FOR_WHAT_IT_HAS);
    }

    @Test
    void the_simulation_catches_a_publisher_without_a_lease() {
        assertCaught(Planted.NO_LEASE, Invariant.HEADS_RISE);
    }

    @Test
    void the_simulation_catches_an_own_write_that_is_taken_for_fencing() {
        assertCaught(Planted.OWN_WRITE_TAKEN_FOR_FENCING, Invariant.FENCED_BY_ANOTHER_ONLY);
    }

    @Test
    void the_simulation_catches_a_cutoff_that_is_pruned_too_early() {
        assertCaught(Planted.PRUNED_TOO_EARLY, Invariant.NO_WRONG_REFUSAL);
    }

    @Test
    void the_simulation_catches_a_lift_that_is_pruned_before_its_entry() {
        assertCaught(Planted.LIFT_PRUNED_BEFORE_ITS_ENTRY, Invariant.REPLAY_EQUALS_LIVE);
    }

    @Test
    void the_simulation_catches_an_asof_without_proof_of_the_logs_end() {
        assertCaught(Planted.AS_OF_WITHOUT_LOG_END, Invariant.AS_OF_IS_TRUE);
    }

    @Test
    void the_simulation_catches_a_resumption_that_clears_the_cutoff() {
        assertCaught(Planted.RESUME_CLEARS_CUTOFF, Invariant.REPLAY_EQUALS_LIVE);
    }

    @Test
    void the_simulation_catches_a_later_revocation_that_weakens_an_earlier_one() {
        assertCaught(Planted.LATER_REVOCATION_WEAKENS_EARLIER, Invariant.REPLAY_EQUALS_LIVE);
    }

    @Test
    void the_simulation_catches_a_mint_from_a_stale_view() {
        assertCaught(Planted.MINT_FROM_STALE_VIEW, Invariant.ENFORCED_STAYS_ENFORCED);
    }

    @Test
    void the_simulation_catches_a_log_that_was_truncated() {
        // Positions of the old log are used twice: either shows first.
        assertCaught(
                Planted.TRUNCATION_HIDDEN, Invariant.NOTHING_AFTER_A_LOG_THAT_WENT_BACK, Invariant.REPLAY_EQUALS_LIVE);
    }

    @Test
    void the_simulation_catches_a_decomposed_name() {
        assertCaught(Planted.DECOMPOSED_NAME, Invariant.ENFORCED_STAYS_ENFORCED);
    }

    @Test
    void the_simulation_catches_a_poll_that_never_settles() {
        // Where it does end, it brings into the calm what its media read met in the trouble before: either shows first.
        assertCaught(Planted.POLL_THAT_NEVER_SETTLES, Invariant.EVERY_REQUEST_IS_ANSWERED, Invariant.CALM_GRANTS);
    }

    @Test
    void the_simulation_catches_refused_writes_that_are_repeated_at_once() {
        assertCaught(Planted.WRITES_REPEATED_AT_ONCE, Invariant.DOUBT_IS_BOUNDED);
    }

    @Test
    void the_simulation_catches_a_record_of_an_unknown_type_that_is_taken_for_garbage() {
        assertCaught(Planted.UNKNOWN_RECORD_TAKEN_FOR_GARBAGE, Invariant.NOTHING_PAST_AN_UNKNOWN_RECORD);
    }

    @Test
    void the_simulation_catches_heads_that_are_held_and_claim_to_be_fresh() {
        assertCaught(Planted.FRESH_AS_OF_WHILE_HELD, Invariant.AS_OF_IS_TRUE);
    }

    @Test
    void the_simulation_catches_a_publisher_that_takes_a_poll_of_any_size_at_once() {
        assertCaught(Planted.RECORDS_WITHOUT_A_SIZE, Invariant.PIECES_ARE_BOUNDED);
    }

    @Test
    void the_simulation_catches_the_rest_of_a_poll_that_is_kept_across_a_seek() {
        assertCaught(Planted.REST_OF_A_POLL_KEPT_ACROSS_A_SEEK, Invariant.RECORDS_COME_IN_ORDER);
    }

    @Test
    void the_simulation_catches_failed_reads_of_the_log_that_are_repeated_at_once() {
        assertCaught(Planted.FAILED_READS_REPEATED_AT_ONCE, Invariant.FAILED_READS_ARE_PACED);
    }

    @Test
    void the_simulation_catches_records_that_are_missing_and_skipped() {
        assertCaught(Planted.MISSING_RECORDS_SKIPPED, Invariant.RECORDS_COME_IN_ORDER);
    }

    @Test
    void the_simulation_catches_an_unanswered_offset_that_is_taken_for_none() {
        assertCaught(Planted.UNANSWERED_OFFSET_TAKEN_FOR_NONE, Invariant.NO_WRONG_REFUSAL);
    }

    @Test
    void the_simulation_catches_a_time_of_sending_that_is_taken_at_the_answer() {
        assertCaught(Planted.SENT_TIME_TAKEN_AT_THE_ANSWER, Invariant.KNOWN_AT_EDGE_IS_TRUE);
    }

    private static void assertCaught(Planted fault, Invariant... expected) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                Simulation.run(seed, fault);
            } catch (SimulationFailure caught) {
                System.out.println(fault + ": seed " + seed + ", " + caught.invariant());
                assertThat(caught.invariant()).as(caught.getMessage()).isIn((Object[]) expected);
                assertThat(caught).hasMessageStartingWith("seed " + seed + " with " + fault);
                return;
            }
        }
        fail("%s wasn't caught by %s seeds", fault, SEEDS);
    }
}
