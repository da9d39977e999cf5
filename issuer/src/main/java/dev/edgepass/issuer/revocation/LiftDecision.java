package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.LiftSnapshot;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Whether a revocation may be lifted (docs/api.md). A lift isn't to be taken for the end of a refusal that goes on for another cause, nor to end that cause
 * unawares: both effects are one state of one handle. Pure.
 */
sealed interface LiftDecision {
    /** There is no such revocation. */
    record Unknown() implements LiftDecision {}

    /** It was lifted before. */
    record Done() implements LiftDecision {}

    /** More hangs together than one record can lift. */
    record TooMany() implements LiftDecision {}

    /** Something else holds the same targets. */
    record Overlapping(List<LiftCause> causes) implements LiftDecision {}

    /**
     * It may be lifted.
     *
     * @param alsoLifted ids of the others that end with it
     * @param basis the position that this was decided on
     */
    record Lift(List<Target> targets, Effect effect, List<String> alsoLifted, long basis) implements LiftDecision {}

    /**
     * Decides.
     *
     * @param all whether the other revocations on the same targets are to be lifted too, and those on theirs
     * @param ageLimit cutoffs, closings, narrowing edits and removals of viewers before it are over
     */
    static LiftDecision of(String id, boolean all, LiftSnapshot snapshot, Instant ageLimit) {
        LiftSnapshot.Entry lifted = snapshot.revocations().get(id);
        if (lifted == null) {
            return new Unknown();
        }
        if (lifted.isLifted()) {
            return new Done();
        }
        List<LiftSnapshot.Entry> others = snapshot.revocations().values().stream()
                .filter(other -> !other.id().equals(id) && isActive(other, ageLimit))
                .toList();
        List<LiftCause> causes = new ArrayList<>();
        if (!all) {
            Map<String, List<Target>> targets = targetsById(snapshot);
            others.forEach(other -> causes.add(LiftCause.of(other, targets.getOrDefault(other.id(), List.of()))));
        }
        boolean endsCutoffs = lifted.effect() == Effect.CUTOFF || all && !others.isEmpty();
        for (LiftSnapshot.Held held : snapshot.targets()) {
            if (held.link() != null) {
                causes.addAll(ofLink(held.link(), ageLimit));
            }
            if (held.removal() != null && held.removal().removedAt().isAfter(ageLimit)) {
                causes.add(new LiftCause(
                        LiftCause.Kind.REMOVAL,
                        held.removal().link(),
                        held.target().handle().toString()));
            }
            if (endsCutoffs && held.target().kind() == Handle.Kind.ALL && isUnexplained(held, snapshot)) {
                causes.add(new LiftCause(LiftCause.Kind.EPOCH, "", "all:"));
            }
        }
        if (!causes.isEmpty()) {
            return new Overlapping(causes);
        }
        if (!snapshot.complete()) {
            return new TooMany();
        }
        return new Lift(
                snapshot.targets().stream().map(LiftSnapshot.Held::target).toList(),
                lifted.effect(),
                others.stream().map(LiftSnapshot.Entry::id).toList(),
                snapshot.position());
    }

    private static boolean isActive(LiftSnapshot.Entry revocation, Instant ageLimit) {
        return !revocation.isLifted()
                && (revocation.effect() == Effect.BLOCK
                        || revocation.acceptedAt().isAfter(ageLimit));
    }

    private static Map<String, List<Target>> targetsById(LiftSnapshot snapshot) {
        Map<String, List<Target>> targets = new HashMap<>();
        for (LiftSnapshot.Held held : snapshot.targets()) {
            held.revocations()
                    .forEach(id -> targets.computeIfAbsent(id, none -> new ArrayList<>())
                            .add(held.target()));
        }
        return targets;
    }

    private static List<LiftCause> ofLink(LinkRecord link, Instant ageLimit) {
        List<LiftCause> causes = new ArrayList<>();
        if (link.state() == LinkRecord.State.SUSPENDED) {
            causes.add(new LiftCause(LiftCause.Kind.SUSPENSION, link.id(), "lnk:" + link.id()));
        }
        // An unknown time counts as recent: a lift that is refused can be repeated, a cutoff that is lost can't.
        if (link.state() == LinkRecord.State.CLOSED
                && (link.closedAt() == null || link.closedAt().isAfter(ageLimit))) {
            causes.add(new LiftCause(LiftCause.Kind.CLOSING, link.id(), "lnk:" + link.id()));
        }
        if (link.narrowedAt() != null && link.narrowedAt().isAfter(ageLimit)) {
            causes.add(new LiftCause(LiftCause.Kind.NARROWING, link.id(), "lnk:" + link.id()));
        }
        return causes;
    }

    /** Only a new epoch moves the cutoff of everything without a revocation. */
    private static boolean isUnexplained(LiftSnapshot.Held held, LiftSnapshot snapshot) {
        long newest = held.revocations().stream()
                .map(snapshot.revocations()::get)
                .filter(Objects::nonNull)
                .filter(revocation -> revocation.effect() == Effect.CUTOFF)
                .mapToLong(LiftSnapshot.Entry::position)
                .max()
                .orElse(0);
        return held.state().cutoff() > newest;
    }
}
