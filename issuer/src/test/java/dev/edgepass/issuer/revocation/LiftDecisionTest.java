package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Effect;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.LiftSnapshot;
import dev.edgepass.issuer.revocation.LiftDecision.Lift;
import dev.edgepass.issuer.revocation.LiftDecision.Overlapping;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RemovalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiftDecisionTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant AGE_LIMIT = NOW.minus(Duration.ofDays(1));
    private static final Target LINK = new Target(Handle.Kind.LINK, "l1");
    private static final Target FILE = new Target(Handle.Kind.FILE, "a/b.jpg");
    private static final Target ALL = new Target(Handle.Kind.ALL, "");

    @Test
    void a_revocation_that_nothing_overlaps_is_lifted_on_the_snapshots_position() {
        LiftDecision decision = decide(false, snapshot(List.of(block("r1")), on(LINK, "r1"), on(FILE, "r1")));

        assertThat(decision).isEqualTo(new Lift(List.of(LINK, FILE), Effect.BLOCK, List.of(), 40));
    }

    @Test
    void an_unknown_one_is_unknown_and_a_lifted_one_is_done() {
        assertThat(decide(false, snapshot(List.of()))).isInstanceOf(LiftDecision.Unknown.class);
        LiftSnapshot.Entry lifted = new LiftSnapshot.Entry("r1", Effect.BLOCK, "a", 7, NOW, 9L);
        assertThat(decide(false, snapshot(List.of(lifted), on(LINK, "")))).isInstanceOf(LiftDecision.Done.class);
    }

    @Test
    void another_block_on_one_of_its_targets_is_named() {
        LiftDecision decision =
                decide(false, snapshot(List.of(block("r1"), block("r2")), on(LINK, "r1"), on(FILE, "r1 r2")));

        assertThat(causes(decision)).containsExactly("revocation r2 (block of file:a/b.jpg)");
    }

    @Test
    void another_cutoff_counts_for_one_token_lifetime() {
        LiftSnapshot recent = snapshot(List.of(block("r1"), cutoff("r2", AGE_LIMIT.plusSeconds(1))), on(LINK, "r1 r2"));
        LiftSnapshot over = snapshot(List.of(block("r1"), cutoff("r2", AGE_LIMIT)), on(LINK, "r1 r2"));

        assertThat(causes(decide(false, recent))).containsExactly("revocation r2 (cutoff of lnk:l1)");
        assertThat(decide(false, over)).isInstanceOf(Lift.class);
    }

    @Test
    void an_old_block_counts_for_ever() {
        LiftSnapshot.Entry old =
                new LiftSnapshot.Entry("r2", Effect.BLOCK, "a", 1, Instant.parse("2020-01-01T00:00:00Z"), null);

        assertThat(causes(decide(false, snapshot(List.of(block("r1"), old), on(LINK, "r1 r2")))))
                .hasSize(1);
    }

    @Test
    void all_lifts_the_others_too_with_their_targets_and_both_effects_end() {
        LiftDecision decision = decide(
                true,
                snapshot(
                        List.of(block("r1"), cutoff("r2", NOW), block("r3")),
                        on(LINK, "r1 r2"),
                        on(FILE, "r2 r3"),
                        on(ALL, "r3")));

        assertThat(decision).isEqualTo(new Lift(List.of(LINK, FILE, ALL), Effect.BLOCK, List.of("r2", "r3"), 40));
    }

    @Test
    void a_suspension_is_no_revocation_and_all_does_not_lift_it() {
        LiftSnapshot suspended = snapshot(
                List.of(block("r1"), block("r2")), on(LINK, "r1 r2", link(LinkRecord.State.SUSPENDED, null, null)));

        assertThat(causes(decide(true, suspended))).containsExactly("the suspension of link l1");
        assertThat(causes(decide(false, suspended))).hasSize(2);
    }

    @Test
    void a_closing_and_a_narrowing_edit_count_for_one_token_lifetime() {
        Instant recent = NOW.minusSeconds(60);
        LiftSnapshot closed =
                snapshot(List.of(block("r1")), on(LINK, "r1", link(LinkRecord.State.CLOSED, null, recent)));
        LiftSnapshot narrowed =
                snapshot(List.of(block("r1")), on(LINK, "r1", link(LinkRecord.State.ACTIVE, recent, null)));
        LiftSnapshot longAgo =
                snapshot(List.of(block("r1")), on(LINK, "r1", link(LinkRecord.State.CLOSED, AGE_LIMIT, AGE_LIMIT)));

        assertThat(causes(decide(true, closed))).containsExactly("the closing of link l1");
        assertThat(causes(decide(true, narrowed))).containsExactly("the narrowing edit of link l1");
        assertThat(decide(false, longAgo)).isInstanceOf(Lift.class);
    }

    @Test
    void a_link_that_was_never_narrowed_has_no_narrowing() {
        LiftSnapshot open = snapshot(List.of(block("r1")), on(LINK, "r1", link(LinkRecord.State.ACTIVE, null, null)));

        assertThat(decide(false, open)).isInstanceOf(Lift.class);
    }

    @Test
    void a_cutoff_of_everything_that_a_new_epoch_covers_is_not_lifted() {
        LiftSnapshot.Held epoch = new LiftSnapshot.Held(ALL, new HandleState(30, 0), List.of("r1"), null, null);

        assertThat(causes(decide(false, snapshot(List.of(cutoff("r1", NOW)), epoch))))
                .containsExactly("the log's new epoch (cutoff of all:)");
        assertThat(decide(false, snapshot(List.of(block("r1")), epoch))).isInstanceOf(Lift.class);
    }

    @Test
    void what_does_not_fit_one_record_is_not_lifted() {
        LiftSnapshot cut = new LiftSnapshot(40, false, Map.of("r1", block("r1")), List.of(on(LINK, "r1")));

        assertThat(decide(true, cut)).isInstanceOf(LiftDecision.TooMany.class);
    }

    @Test
    void the_explanation_says_what_to_do_and_names_a_few() {
        List<LiftCause> causes = List.of(
                new LiftCause(LiftCause.Kind.BLOCK, "r2", "lnk:l1"),
                new LiftCause(LiftCause.Kind.SUSPENSION, "l1", "lnk:l1"),
                new LiftCause(LiftCause.Kind.CUTOFF, "r3", "lnk:l1"));

        assertThat(LiftCause.explain(causes, 2))
                .contains("revocation r2 (block of lnk:l1)", "the suspension of link l1", "and 1 more")
                .contains("Resume the link first", "?all=true")
                .doesNotContain("r3");
    }

    private static LiftDecision decide(boolean all, LiftSnapshot snapshot) {
        return LiftDecision.of("r1", all, snapshot, AGE_LIMIT);
    }

    private static List<String> causes(LiftDecision decision) {
        return ((Overlapping) decision)
                .causes().stream().map(LiftCause::toString).toList();
    }

    private static LiftSnapshot snapshot(List<LiftSnapshot.Entry> revocations, LiftSnapshot.Held... targets) {
        Map<String, LiftSnapshot.Entry> byId = new LinkedHashMap<>();
        revocations.forEach(revocation -> byId.put(revocation.id(), revocation));
        return new LiftSnapshot(40, true, byId, Arrays.asList(targets));
    }

    private static LiftSnapshot.Entry block(String id) {
        return new LiftSnapshot.Entry(id, Effect.BLOCK, "a", 7, NOW, null);
    }

    private static LiftSnapshot.Entry cutoff(String id, Instant acceptedAt) {
        return new LiftSnapshot.Entry(id, Effect.CUTOFF, "a", 8, acceptedAt, null);
    }

    @Test
    void the_removal_of_a_viewer_holds_until_the_tokens_from_before_it_have_expired() {
        assertThat(decideOnRemoval(NOW))
                .isInstanceOfSatisfying(
                        LiftDecision.Overlapping.class,
                        overlapping -> assertThat(LiftCause.explain(overlapping.causes(), 5))
                                .contains("the removal of viewer sub:v-1 from link l1", "can't be lifted"));
        assertThat(decideOnRemoval(AGE_LIMIT)).isInstanceOf(LiftDecision.Lift.class);
    }

    private static LiftDecision decideOnRemoval(Instant removedAt) {
        Target viewer = new Target(Handle.Kind.SUBJECT, "v-1");
        LiftSnapshot.Held held = new LiftSnapshot.Held(
                viewer, new HandleState(30, 0), List.of("r1"), null, new RemovalRecord("l1", 30, removedAt, "boss"));
        return LiftDecision.of(
                "r1", false, new LiftSnapshot(40, true, Map.of("r1", cutoff("r1", NOW)), List.of(held)), AGE_LIMIT);
    }

    private static LiftSnapshot.Held on(Target target, String revocations) {
        return on(target, revocations, null);
    }

    private static LiftSnapshot.Held on(Target target, String revocations, @Nullable LinkRecord link) {
        List<String> ids = revocations.isEmpty() ? List.of() : List.of(revocations.split(" "));
        return new LiftSnapshot.Held(target, new HandleState(0, 7), ids, link, null);
    }

    private static LinkRecord link(LinkRecord.State state, @Nullable Instant narrowedAt, @Nullable Instant closedAt) {
        return new LinkRecord(
                "l1",
                LinkTerms.of("a/"),
                null,
                NOW,
                "boss",
                null,
                null,
                state,
                3,
                null,
                null,
                narrowedAt,
                closedAt,
                null,
                null,
                false);
    }
}
