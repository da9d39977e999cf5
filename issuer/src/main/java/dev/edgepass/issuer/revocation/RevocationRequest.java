package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /revocations} (DESIGN section 13).
 *
 * @param effect {@code cutoff} or {@code block}; where it is missing, {@link #defaultEffect}
 */
record RevocationRequest(
        @Nullable RequestedTarget target,
        @Nullable String effect,
        @Nullable String reason) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int MAX_NAME = 256;
    private static final int MAX_REASON = 500;

    record RequestedTarget(
            @JsonProperty @Nullable String kind,
            @JsonProperty @Nullable String id) {}

    /**
     * What it is aimed at; an app's subject in its opaque form, so that it meets the tokens.
     *
     * @throws ProblemException {@code invalid-request}
     */
    Target parseTarget(OpaqueSubject subjects) {
        if (target == null) {
            throw ProblemType.invalid("target", "missing (expected: {\"kind\":...,\"id\":...})");
        }
        Target.Kind kind = kind(target.kind);
        String id = target.id == null ? "" : target.id;
        return switch (kind) {
            case ALL -> new Target(kind, requireNone(id));
            case TOKEN, LINK -> new Target(kind, requireId(id));
            case SUBJECT -> new Target(kind, subjects.of(requireName(id)));
            case TENANT -> new Target(kind, requireName(id));
            case FILE, FOLDER -> new Target(kind, requirePath(kind, id));
        };
    }

    /**
     * @throws ProblemException {@code invalid-request}
     */
    Effect parseEffect(Target.Kind kind) {
        if (effect == null) {
            return defaultEffect(kind);
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
    static Effect defaultEffect(Target.Kind kind) {
        return kind == Target.Kind.TOKEN || kind == Target.Kind.ALL ? Effect.CUTOFF : Effect.BLOCK;
    }

    private static Target.Kind kind(@Nullable String name) {
        for (Target.Kind kind : Target.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
                return kind;
            }
        }
        throw ProblemType.invalid(
                "target.kind",
                "missing or unknown (expected: one of "
                        + Arrays.stream(Target.Kind.values())
                                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    private static String requireNone(String id) {
        if (!id.isEmpty()) {
            throw ProblemType.invalid("target.id", "given (expected: none for kind all)");
        }
        return id;
    }

    private static String requireId(String id) {
        if (!ID.matcher(id).matches()) {
            throw ProblemType.invalid(
                    "target.id", "not an id (expected: a jti or link id, not the token or the secret)");
        }
        return id;
    }

    private static String requireName(String id) {
        if (id.isBlank() || id.length() > MAX_NAME || id.chars().anyMatch(Character::isISOControl)) {
            throw ProblemType.invalid("target.id", "not a name (expected: 1 to " + MAX_NAME + " characters)");
        }
        return id;
    }

    private static String requirePath(Target.Kind kind, String id) {
        try {
            if (kind == Target.Kind.FILE) {
                return ObjectKey.parse(id, JdkNfc.INSTANCE).value();
            }
            Scope scope = Scope.parse(id, JdkNfc.INSTANCE);
            if (scope.isFolder()) {
                return scope.value();
            }
        } catch (MalformedException e) {
            throw ProblemType.invalid("target.id", e.getMessage());
        }
        throw ProblemType.invalid("target.id", "not a folder (expected: it ends in /)");
    }
}
