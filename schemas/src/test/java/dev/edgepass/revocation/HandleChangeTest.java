package dev.edgepass.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandleChangeTest {
    private static final Target LINK = new Target(Handle.Kind.LINK, "l1");

    @Test
    void a_cutoff_refuses_what_was_decided_before_the_record() {
        assertThat(fold(HandleState.CLEAR, revoked(Effect.CUTOFF), 8)).isEqualTo(new HandleState(8, 0));
    }

    @Test
    void a_block_of_a_login_cuts_its_tokens_of_release_0_off_and_blocks_nobody_under_that_form() {
        Target login = new Target(Handle.Kind.SUBJECT, "u-new", "acme", "u-former");
        ControlEvent.Revoked blocked = new ControlEvent.Revoked("r1", List.of(login), Effect.BLOCK, null, "a");
        ControlEvent.RevocationLifted lifted =
                new ControlEvent.RevocationLifted("r1", List.of(login), Effect.BLOCK, 8, null, "a");

        assertThat(HandleChange.of(blocked, 8))
                .extracting(change -> change.handle() + " " + change.change().apply(HandleState.CLEAR))
                .containsExactly("sub:u-new " + new HandleState(0, 8), "sub:u-former " + new HandleState(8, 0));
        assertThat(HandleChange.of(lifted, 9)).extracting(HandleChange::handle).containsExactly(login.handle());
    }

    @Test
    void a_later_revocation_never_weakens_an_earlier_one() {
        assertThat(fold(new HandleState(9, 1), revoked(Effect.CUTOFF), 8)).isEqualTo(new HandleState(9, 1));
    }

    @Test
    void resuming_clears_the_block_and_leaves_the_cutoff() {
        assertThat(fold(new HandleState(5, 1), new ControlEvent.LinkResumed("l1", 7, "a"), 8))
                .isEqualTo(new HandleState(5, 0));
    }

    @Test
    void suspending_blocks_and_leaves_the_cutoff() {
        assertThat(fold(new HandleState(5, 0), new ControlEvent.LinkSuspended("l1", "a"), 8))
                .isEqualTo(new HandleState(5, 8));
    }

    @Test
    void closing_is_a_cutoff() {
        assertThat(fold(HandleState.CLEAR, new ControlEvent.LinkClosed("l1", null, "a"), 8))
                .isEqualTo(new HandleState(8, 0));
    }

    @Test
    void closing_many_is_a_cutoff_of_each() {
        assertThat(HandleChange.of(new ControlEvent.LinksClosed(List.of("l1", "l2"), null, "a"), 8))
                .extracting(HandleChange::handle)
                .containsExactly(LINK.handle(), new Target(Handle.Kind.LINK, "l2").handle());
        assertThat(fold(HandleState.CLEAR, new ControlEvent.LinksClosed(List.of("l1"), null, "a"), 8))
                .isEqualTo(new HandleState(8, 0));
    }

    @Test
    void sending_a_viewer_out_is_a_cutoff_of_the_subject_and_not_of_the_link() {
        List<HandleChange> changes = HandleChange.of(new ControlEvent.LinkViewerRemoved("l1", "v-1", "a"), 8);

        assertThat(changes).singleElement().satisfies(change -> {
            assertThat(change.handle()).isEqualTo(new Handle(Handle.Kind.SUBJECT, "v-1"));
            assertThat(change.change().apply(HandleState.CLEAR)).isEqualTo(new HandleState(8, 0));
        });
    }

    @Test
    void narrowing_moves_the_cutoff_and_widening_does_not() {
        assertThat(fold(HandleState.CLEAR, edited(true), 8)).isEqualTo(new HandleState(8, 0));
        assertThat(HandleChange.of(edited(false), 8)).isEmpty();
    }

    @Test
    void a_lift_takes_no_cutoff_that_its_decider_had_not_seen() {
        assertThat(fold(new HandleState(7, 0), lifted(Effect.CUTOFF, 7), 9)).isEqualTo(HandleState.CLEAR);
        assertThat(fold(new HandleState(8, 0), lifted(Effect.CUTOFF, 7), 9)).isEqualTo(new HandleState(8, 0));
    }

    @Test
    void a_lift_of_a_block_leaves_the_cutoff() {
        assertThat(fold(new HandleState(3, 1), lifted(Effect.BLOCK, 7), 9)).isEqualTo(new HandleState(3, 0));
    }

    @Test
    void a_lift_ends_no_block_that_its_decider_had_not_seen() {
        assertThat(fold(new HandleState(0, 7), lifted(Effect.BLOCK, 7), 9)).isEqualTo(HandleState.CLEAR);
        assertThat(fold(new HandleState(0, 8), lifted(Effect.BLOCK, 7), 9)).isEqualTo(new HandleState(0, 8));
    }

    @Test
    void a_resumption_ends_no_block_that_its_decider_had_not_seen() {
        assertThat(fold(new HandleState(0, 8), new ControlEvent.LinkResumed("l1", 7L, "a"), 9))
                .isEqualTo(new HandleState(0, 8));
    }

    @Test
    void a_lift_of_several_revocations_ends_both_effects() {
        ControlEvent lifted =
                new ControlEvent.RevocationLifted("r1", List.of(LINK), Effect.BLOCK, 7, List.of("r2"), "admin");

        assertThat(fold(new HandleState(3, 4), lifted, 9)).isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_lift_that_was_decided_too_long_ago_undoes_nothing() {
        long basis = 7;
        assertThat(HandleChange.of(lifted(Effect.BLOCK, basis), basis + HandleChange.LIFT_WINDOW))
                .hasSize(1);
        assertThat(HandleChange.of(lifted(Effect.BLOCK, basis), basis + HandleChange.LIFT_WINDOW + 1))
                .isEmpty();
        assertThat(HandleChange.of(
                        new ControlEvent.LinkResumed("l1", basis, "a"), basis + HandleChange.LIFT_WINDOW + 1))
                .isEmpty();
    }

    @Test
    void a_new_epoch_takes_back_every_token_from_before() {
        ControlEvent epoch = new ControlEvent.EpochBegan("topic", 40, "admin");

        assertThat(HandleChange.of(epoch, 41)).extracting(HandleChange::handle).containsExactly(Handle.ALL);
        assertThat(fold(HandleState.CLEAR, epoch, 41)).isEqualTo(new HandleState(41, 0));
        assertThat(HandleChange.of(new ControlEvent.LogPadded("admin"), 12)).isEmpty();
    }

    @Test
    void a_bulk_revocation_changes_each_of_its_targets() {
        List<Target> targets =
                List.of(LINK, new Target(Handle.Kind.FILE, "a/b.jpg"), new Target(Handle.Kind.ALL, "ignored"));

        assertThat(HandleChange.of(new ControlEvent.Revoked("r", targets, Effect.BLOCK, null, "a"), 1))
                .extracting(HandleChange::handle)
                .containsExactly(
                        new Handle(Handle.Kind.LINK, "l1"), new Handle(Handle.Kind.FILE, "a/b.jpg"), Handle.ALL);
    }

    private static HandleState fold(HandleState before, ControlEvent event, long position) {
        List<HandleChange> changes = HandleChange.of(event, position);
        assertThat(changes).hasSize(1);
        return changes.get(0).change().apply(before);
    }

    private static ControlEvent revoked(Effect effect) {
        return new ControlEvent.Revoked("r1", List.of(LINK), effect, null, "admin");
    }

    private static ControlEvent lifted(Effect effect, long basis) {
        return new ControlEvent.RevocationLifted("r1", List.of(LINK), effect, basis, null, "admin");
    }

    private static ControlEvent edited(boolean narrowed) {
        return new ControlEvent.LinkEdited("l1", LinkTerms.of("a/"), narrowed, 1, "a");
    }
}
