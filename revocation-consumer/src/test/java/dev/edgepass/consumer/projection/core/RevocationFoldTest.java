package dev.edgepass.consumer.projection.core;

import static dev.edgepass.consumer.projection.core.Records.HISTORY;
import static dev.edgepass.consumer.projection.core.Records.record;
import static dev.edgepass.consumer.projection.core.Records.records;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.RevocationRecord;
import dev.edgepass.revocation.HandleChange;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationFoldTest {
    @Test
    void a_lift_undoes_its_own_effect_only() {
        FoldedStore store = FoldedStore.of(HISTORY.subList(0, 12));

        assertThat(store.handle(subject("bob"))).isEqualTo(new HandleState(6, 0));
        assertThat(store.revocations.get("R1").liftedAtPosition()).isEqualTo(9);
        assertThat(store.revocations.get("R2").liftedAtPosition()).isNull();
    }

    @Test
    void revocations_of_a_handle_are_listed_oldest_first_until_they_are_lifted() {
        assertThat(FoldedStore.of(HISTORY.subList(0, 8)).active(subject("bob"))).containsExactly("R1", "R2");
        assertThat(FoldedStore.of(HISTORY.subList(0, 8)).active(link("L1"))).containsExactly("R1");

        FoldedStore lifted = FoldedStore.of(HISTORY.subList(0, 9));

        assertThat(lifted.active(subject("bob"))).containsExactly("R2");
        assertThat(lifted.active).doesNotContainKey(link("L1").handle());
    }

    @Test
    void a_lift_with_others_lifts_all_of_them() {
        FoldedStore store = FoldedStore.of(HISTORY.subList(0, 15));

        assertThat(store.active).isEmpty();
        assertThat(store.handle(subject("bob"))).isEqualTo(HandleState.CLEAR);
        assertThat(List.of("R2", "R3"))
                .allSatisfy(id -> assertThat(store.revocations.get(id))
                        .returns(15L, RevocationRecord::liftedAtPosition)
                        .returns("ada", RevocationRecord::liftedBy));
    }

    @Test
    void a_late_lift_changes_nothing_at_all() {
        FoldedStore before = FoldedStore.of(HISTORY);
        long late = 17 + HandleChange.LIFT_WINDOW;
        FoldedStore after = FoldedStore.of(HISTORY);

        after.take(List.of(record(late, lifted(revoked("R4", Effect.BLOCK, subject("bob")), 16, "R1"))));

        assertThat(after.all()).isEqualTo(before.all());

        after.take(List.of(record(late, lifted(revoked("R4", Effect.BLOCK, subject("bob")), 17))));

        assertThat(after.active(subject("bob"))).isEmpty();
        assertThat(after.handle(subject("bob"))).isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_lift_leaves_revocations_that_its_decider_couldnt_know() {
        ControlEvent.Revoked later = revoked("R2", Effect.BLOCK, subject("bob"));
        FoldedStore store = FoldedStore.of(records(
                revoked("R1", Effect.BLOCK, subject("bob")),
                later,
                lifted(revoked("R1", Effect.BLOCK, subject("bob")), 1, "R2")));

        assertThat(store.handle(subject("bob"))).isEqualTo(new HandleState(0, 2));
        assertThat(store.active(subject("bob"))).containsExactly("R2");
        assertThat(store.revocations.get("R1").liftedAtPosition()).isEqualTo(3);
        assertThat(store.revocations.get("R2").liftedAtPosition()).isNull();
    }
}
