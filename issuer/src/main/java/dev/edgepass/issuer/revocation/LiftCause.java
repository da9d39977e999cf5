package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Target;
import dev.edgepass.issuer.readmodel.LiftSnapshot;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Something else that holds a revocation's target.
 *
 * @param id id of the revocation, or of the link (also of a link that a viewer was removed from); empty for a new epoch
 * @param on what both hold, for people
 */
record LiftCause(Kind kind, String id, String on) {
    private static final int NAMED_TARGETS = 2;

    enum Kind {
        BLOCK,
        CUTOFF,
        SUSPENSION,
        CLOSING,
        NARROWING,
        REMOVAL,
        EPOCH;

        boolean isRevocation() {
            return this == BLOCK || this == CUTOFF;
        }
    }

    static LiftCause of(LiftSnapshot.Entry revocation, List<Target> targets) {
        String on = targets.stream()
                .limit(NAMED_TARGETS)
                .map(target -> target.handle().toString())
                .collect(Collectors.joining(", "));
        int more = targets.size() - NAMED_TARGETS;
        return new LiftCause(
                Kind.valueOf(revocation.effect().name()),
                revocation.id(),
                more > 0 ? on + " and " + more + " more" : on);
    }

    @Override
    public String toString() {
        String what = kind.name().toLowerCase(Locale.ROOT);
        return switch (kind) {
            case BLOCK, CUTOFF -> "revocation " + id + " (" + what + " of " + on + ")";
            case SUSPENSION -> "the suspension of link " + id;
            case CLOSING -> "the closing of link " + id;
            case NARROWING -> "the narrowing edit of link " + id;
            case REMOVAL -> "the removal of viewer " + on + " from link " + id;
            case EPOCH -> "the log's new epoch (cutoff of " + on + ")";
        };
    }

    /** What an admin can do about {@code causes}. */
    static String explain(List<LiftCause> causes, int named) {
        String list = causes.stream().limit(named).map(LiftCause::toString).collect(Collectors.joining("; "));
        int more = causes.size() - named;
        StringBuilder text = new StringBuilder("Nothing was lifted. Its targets are also held by ")
                .append(list)
                .append(more > 0 ? "; and " + more + " more. " : ". ");
        if (has(causes, Kind.SUSPENSION)) {
            text.append("Resume the link first. ");
        }
        if (has(causes, Kind.CLOSING) || has(causes, Kind.NARROWING)) {
            text.append("A closing or narrowing edit can't be lifted: wait until the tokens from before it have"
                    + " expired. ");
        }
        if (has(causes, Kind.REMOVAL)) {
            text.append("The removal of a viewer can't be lifted: wait until the tokens from before it have expired. ");
        }
        if (has(causes, Kind.EPOCH)) {
            text.append("A new epoch can't be lifted, and it covers this cutoff. ");
        }
        if (causes.stream().anyMatch(cause -> cause.kind.isRevocation())) {
            text.append("Lift the others too, with ?all=true, which ends all revocations that overlap with this one.");
        }
        return text.toString().strip();
    }

    private static boolean has(List<LiftCause> causes, Kind kind) {
        return causes.stream().anyMatch(cause -> cause.kind == kind);
    }
}
