package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /revocations} (docs/api.md).
 *
 * @param target one target, or
 * @param targets many of them: all are revoked, or none
 * @param effect {@code cutoff} or {@code block}; where it is missing, {@link #defaultEffect}
 */
record RevocationRequest(
        @Nullable RequestedTarget target,
        @Nullable List<@Nullable RequestedTarget> targets,
        @Nullable String effect,
        @Nullable String reason) {
    static final int MAX_TARGETS = 10_000;
    private static final int MAX_REASON = 500;

    /**
     * What it is aimed at, each target once, in the request's order.
     *
     * @param ownTenant the caller's
     * @throws ProblemException {@code invalid-request}, about the first target that isn't valid
     */
    List<Target> parseTargets(OpaqueSubject subjects, @Nullable String ownTenant) {
        if (targets == null) {
            if (target == null) {
                throw ProblemType.invalid("target", "missing (expected: {\"kind\":...,\"id\":...}, or a list targets)");
            }
            return List.of(target.parse("target", subjects, ownTenant));
        }
        if (target != null) {
            throw ProblemType.invalid("targets", "given beside target (expected: one of the two)");
        }
        if (targets.isEmpty() || targets.size() > MAX_TARGETS) {
            throw ProblemType.invalid("targets", targets.size() + " targets (expected: 1 to " + MAX_TARGETS + ")");
        }
        Set<Target> parsed = new LinkedHashSet<>();
        for (int i = 0; i < targets.size(); i++) {
            String field = "targets[" + i + "]";
            RequestedTarget requested = targets.get(i);
            if (requested == null) {
                throw ProblemType.invalid(field, "null (expected: {\"kind\":...,\"id\":...})");
            }
            parsed.add(requested.parse(field, subjects, ownTenant));
        }
        return List.copyOf(parsed);
    }

    /**
     * The one effect on all targets.
     *
     * @throws ProblemException {@code invalid-request}
     */
    Effect parseEffect(List<Target> parsed) {
        if (effect == null) {
            Set<Effect> defaults =
                    parsed.stream().map(target -> defaultEffect(target.kind())).collect(Collectors.toSet());
            if (defaults.size() > 1) {
                throw ProblemType.invalid(
                        "effect", "missing, and the targets' defaults differ (expected: cutoff or block)");
            }
            return defaults.iterator().next();
        }
        return switch (effect) {
            case "cutoff" -> Effect.CUTOFF;
            case "block" -> Effect.BLOCK;
            default -> throw ProblemType.invalid("effect", "unknown (expected: cutoff or block)");
        };
    }

    /**
     * @throws ProblemException {@code invalid-request}
     */
    @Nullable
    String parseReason() {
        if (reason != null && reason.length() > MAX_REASON) {
            throw ProblemType.invalid("reason", reason.length() + " characters (expected: at most " + MAX_REASON + ")");
        }
        return reason;
    }

    /** A token has no successor to block, and a block on everything is asked for by name: those two are cutoffs. */
    static Effect defaultEffect(Handle.Kind kind) {
        return kind == Handle.Kind.TOKEN || kind == Handle.Kind.ALL ? Effect.CUTOFF : Effect.BLOCK;
    }
}
