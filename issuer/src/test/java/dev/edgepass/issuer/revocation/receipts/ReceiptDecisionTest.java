package dev.edgepass.issuer.revocation.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.Evidence;
import dev.edgepass.issuer.readmodel.Evidence.Found;
import dev.edgepass.issuer.readmodel.Evidence.Grant;
import dev.edgepass.issuer.readmodel.Evidence.Seen;
import dev.edgepass.issuer.revocation.receipts.Receipt.State;
import dev.edgepass.readmodel.RefusalsSeen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiptDecisionTest {
    private static final long P = 100;
    private static final Instant BOUND = Instant.ofEpochSecond(1_800_000_000);
    private static final long B = BOUND.toEpochMilli();
    private static final Instant ACCEPTED = BOUND.minusSeconds(6);
    private static final Target LINK = new Target(Handle.Kind.LINK, "l");

    @Test
    void a_refusal_counts_on_a_head_that_has_the_revocation() {
        assertThat(one(Effect.BLOCK, refusals(new RefusalsSeen(B - 9, P, B + 50, P + 3))))
                .isEqualTo(receipt(State.REFUSAL_SEEN, B - 9L, null));
        assertThat(one(Effect.BLOCK, refusals(new RefusalsSeen(B - 9, P - 1, B + 50, P))))
                .isEqualTo(receipt(State.REFUSAL_SEEN, B + 50L, null));
        assertThat(one(Effect.BLOCK, refusals(new RefusalsSeen(B - 9, P - 2, B + 50, P - 1))))
                .isEqualTo(receipt(State.SILENT, null, null));
    }

    @Test
    void a_refusal_by_another_revocation_of_the_same_handle_is_none_of_it() {
        Instant lifted = BOUND.plusSeconds(60);
        ReceiptDecision decision = new ReceiptDecision(Effect.BLOCK, P, ACCEPTED, BOUND, lifted);

        assertThat(decision.decide(
                        List.of(LINK),
                        found(LINK.handle(), refusals(new RefusalsSeen(B + 70_000, P + 20, B + 80_000, P + 20)))))
                .containsExactly(receipt(State.SILENT, null, null));
        assertThat(one(Effect.BLOCK, refusals(new RefusalsSeen(B - 90_000, P + 7, B - 80_000, P + 9))))
                .as("of a log that went back")
                .isEqualTo(receipt(State.SILENT, null, null));
    }

    @Test
    void of_several_partitions_the_first_refusal_counts() {
        assertThat(one(
                        Effect.BLOCK,
                        refusals(new RefusalsSeen(B + 70, P, B + 80, P), new RefusalsSeen(B + 1, P - 1, B + 60, P))))
                .isEqualTo(receipt(State.REFUSAL_SEEN, B + 60L, null));
    }

    @Test
    void a_grant_is_an_alarm_more_than_five_seconds_past_the_bound() {
        assertThat(one(Effect.BLOCK, grants(new Grant(P + 1, B + 5_000)))).isEqualTo(receipt(State.SILENT, null, null));
        assertThat(one(Effect.BLOCK, grants(new Grant(P + 1, B + 5_001))))
                .isEqualTo(receipt(State.GRANTED_AFTER, null, B + 5_001L));
    }

    @Test
    void a_cutoff_is_held_against_older_tokens_only() {
        assertThat(one(Effect.CUTOFF, grants(new Grant(P, B + 9_000)))).isEqualTo(receipt(State.SILENT, null, null));
        assertThat(one(Effect.CUTOFF, grants(new Grant(P - 1, B + 8_000), new Grant(P, B + 9_000))))
                .isEqualTo(receipt(State.GRANTED_AFTER, null, B + 8_000L));
    }

    @Test
    void after_a_lift_grants_are_right() {
        Instant lifted = BOUND.plusSeconds(60);
        ReceiptDecision decision = new ReceiptDecision(Effect.BLOCK, P, ACCEPTED, BOUND, lifted);

        assertThat(decision.decide(List.of(LINK), found(LINK.handle(), grants(new Grant(P, B + 70_000)))))
                .containsExactly(receipt(State.SILENT, null, null));
        assertThat(decision.decide(List.of(LINK), found(LINK.handle(), grants(new Grant(P, B + 55_000)))))
                .containsExactly(receipt(State.SILENT, null, null));
        assertThat(decision.decide(
                        List.of(LINK),
                        found(LINK.handle(), grants(new Grant(P - 5, B + 30_000), new Grant(P, B + 70_000)))))
                .containsExactly(receipt(State.GRANTED_AFTER, null, B + 30_000L));
    }

    @Test
    void an_alarm_outdoes_a_refusal_and_both_are_told() {
        Seen both = new Seen(List.of(new RefusalsSeen(B, P, B, P)), List.of(new Grant(1, B + 6_000)));

        assertThat(one(Effect.CUTOFF, both)).isEqualTo(receipt(State.GRANTED_AFTER, B, B + 6_000L));
    }

    @Test
    void without_a_known_publication_no_grant_is_judged() {
        ReceiptDecision decision = new ReceiptDecision(Effect.BLOCK, P, ACCEPTED, null, null);

        assertThat(decision.notJudged(List.of(LINK))).contains(NotJudged.NOT_PUBLISHED);
        assertThat(decision.decide(List.of(LINK), found(LINK.handle(), grants(new Grant(1, B + 99_000)))))
                .containsExactly(receipt(State.SILENT, null, null));
    }

    @Test
    void grants_are_judged_of_links_and_subjects_and_refusals_of_all() {
        ReceiptDecision decision = new ReceiptDecision(Effect.BLOCK, P, ACCEPTED, BOUND, null);
        for (Handle.Kind kind : Handle.Kind.values()) {
            Target target = new Target(kind, kind == Handle.Kind.FOLDER ? "a/" : "a");
            boolean judged = kind == Handle.Kind.LINK || kind == Handle.Kind.SUBJECT;

            assertThat(decision.notJudged(List.of(LINK, target)).isEmpty())
                    .as("%s", kind)
                    .isEqualTo(judged);
            assertThat(decision.decide(List.of(target), found(target.handle(), grants(new Grant(1, B + 9_000)))))
                    .first()
                    .extracting(Receipt::state)
                    .isEqualTo(judged ? State.GRANTED_AFTER : State.SILENT);
            assertThat(decision.decide(List.of(target), found(target.handle(), refusals(new RefusalsSeen(B, P, B, P)))))
                    .first()
                    .extracting(Receipt::state)
                    .isEqualTo(State.REFUSAL_SEEN);
        }
    }

    @Test
    void a_block_cuts_off_a_former_name_and_no_more() {
        Target named = new Target(Handle.Kind.SUBJECT, "now", null, "former");
        ReceiptDecision decision = new ReceiptDecision(Effect.BLOCK, P, ACCEPTED, BOUND, null);
        Handle former = new Handle(Handle.Kind.SUBJECT, "former");

        assertThat(decision.decide(List.of(named), found(former, grants(new Grant(P, B + 9_000)))))
                .containsExactly(receipt(State.SILENT, null, null));
        assertThat(decision.decide(List.of(named), found(former, grants(new Grant(P - 1, B + 9_000)))))
                .containsExactly(receipt(State.GRANTED_AFTER, null, B + 9_000L));
    }

    @Test
    void a_location_that_reported_nothing_of_it_is_silent_and_says_when_it_last_reported() {
        ReceiptDecision decision = new ReceiptDecision(Effect.BLOCK, P, ACCEPTED, BOUND, null);

        assertThat(decision.decide(List.of(LINK), new Found(0L, Map.of("CDG", B), Map.of())))
                .containsExactly(new Receipt("CDG", State.SILENT, null, null, BOUND));
    }

    /** Whatever is reported: an alarm has a grant that the rules of this page forbid, a refusal a head that has the revocation, and more evidence never makes a state weaker. */
    @Test
    void no_state_says_more_than_its_evidence() {
        Random random = new Random(20_261_130);
        int alarms = 0;
        int refusals = 0;
        for (int i = 0; i < 20_000; i++) {
            Effect effect = random.nextBoolean() ? Effect.BLOCK : Effect.CUTOFF;
            Instant lifted = random.nextInt(3) == 0 ? BOUND.plusMillis(random.nextInt(40_000)) : null;
            Seen seen = random(random);
            ReceiptDecision decision = new ReceiptDecision(effect, P, ACCEPTED, BOUND, lifted);

            Receipt receipt =
                    decision.decide(List.of(LINK), found(LINK.handle(), seen)).get(0);

            boolean forbidden = seen.grants().stream().anyMatch(grant -> isForbidden(grant, effect, lifted));
            boolean refused = seen.refusals().stream()
                    .anyMatch(each -> isOfIt(each.firstPosition(), each.firstAt(), lifted)
                            || isOfIt(each.lastPosition(), each.lastAt(), lifted));
            State expected = forbidden ? State.GRANTED_AFTER : refused ? State.REFUSAL_SEEN : State.SILENT;
            assertThat(receipt.state()).as("%s %s %s", effect, lifted, seen).isEqualTo(expected);
            alarms += forbidden ? 1 : 0;
            refusals += refused ? 1 : 0;

            Seen more = random(random);
            more.grants().addAll(seen.grants());
            more.refusals().addAll(seen.refusals());
            assertThat(decision.decide(List.of(LINK), found(LINK.handle(), more))
                            .get(0)
                            .state())
                    .isLessThanOrEqualTo(receipt.state());
        }
        assertThat(alarms).isGreaterThan(1_000);
        assertThat(refusals).isGreaterThan(1_000);
    }

    private static boolean isOfIt(long position, long at, @Nullable Instant lifted) {
        return position >= P && at >= B - 11_000 && (lifted == null || at < lifted.toEpochMilli());
    }

    private static boolean isForbidden(Grant grant, Effect effect, @Nullable Instant lifted) {
        boolean hit = effect == Effect.BLOCK || grant.position() < P;
        boolean late = grant.at() - B > 5_000;
        boolean inForce = lifted == null || lifted.toEpochMilli() - grant.at() > 5_000;
        return hit && late && inForce;
    }

    private static Seen random(Random random) {
        Seen seen = new Seen(new ArrayList<>(), new ArrayList<>());
        for (int i = random.nextInt(3); i > 0; i--) {
            long first = P - 3 + random.nextInt(5);
            long at = B - 5_000 + random.nextInt(10_000);
            seen.refusals().add(new RefusalsSeen(at, first, at + random.nextInt(9_000), first + random.nextInt(4)));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            seen.grants().add(new Grant(P - 4 + random.nextInt(8), B - 10_000 + random.nextInt(40_000)));
        }
        return seen;
    }

    private static Receipt one(Effect effect, Seen seen) {
        return new ReceiptDecision(effect, P, ACCEPTED, BOUND, null)
                .decide(List.of(LINK), found(LINK.handle(), seen))
                .get(0);
    }

    private static Receipt receipt(State state, @Nullable Long refused, @Nullable Long granted) {
        return new Receipt("FRA", state, instant(refused), instant(granted), null);
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static Seen refusals(RefusalsSeen... refusals) {
        return new Seen(List.of(refusals), List.of());
    }

    private static Seen grants(Grant... grants) {
        return new Seen(List.of(), List.of(grants));
    }

    private static Found found(Handle handle, Seen seen) {
        Map<Handle, Map<String, Seen>> handles = new HashMap<>();
        handles.put(handle, Map.of("FRA", seen));
        handles.put(new Handle(Handle.Kind.LINK, "another"), Map.of());
        return new Evidence.Found(0L, Map.of(), handles);
    }
}
