package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A target as a request names it.
 *
 * @param tenant of a subject: together they are a login. By default the caller's own
 */
record RequestedTarget(
        @JsonProperty @Nullable String kind,
        @JsonProperty @Nullable String id,
        @JsonProperty @Nullable String tenant) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");
    private static final int MAX_NAME = 256;

    /**
     * What it is aimed at; a login in its opaque form, so that it meets the tokens. A subject that is opaque already, as the log has it, stays as it is.
     *
     * @param field for the problem: {@code target}, or {@code targets[7]}
     * @param ownTenant the caller's
     * @throws ProblemException {@code invalid-request}
     */
    Target parse(String field, OpaqueSubject subjects, @Nullable String ownTenant) {
        Handle.Kind parsed = kind(field);
        if (tenant != null && parsed != Handle.Kind.SUBJECT) {
            throw ProblemType.invalid(field + ".tenant", "given (expected: none but for kind subject)");
        }
        String name = id == null ? "" : id;
        String idField = field + ".id";
        return switch (parsed) {
            case ALL -> new Target(parsed, requireNone(idField, name));
            case TOKEN, LINK -> new Target(parsed, requireId(idField, name));
            case SUBJECT -> subject(field, requireName(idField, name), subjects, ownTenant);
            case TENANT -> new Target(parsed, requireName(idField, name));
            case FILE -> new Target(parsed, RequestedPath.key(idField, name).value());
            case FOLDER ->
                new Target(parsed, RequestedPath.folder(idField, name).value());
        };
    }

    private Target subject(String field, String name, OpaqueSubject subjects, @Nullable String ownTenant) {
        if (tenant == null && OpaqueSubject.isOpaque(name)) {
            return new Target(Handle.Kind.SUBJECT, name);
        }
        String of = tenant == null ? ownTenant : requireName(field + ".tenant", tenant);
        return new Target(Handle.Kind.SUBJECT, subjects.of(of, name), of, subjects.formerOf(name));
    }

    private Handle.Kind kind(String field) {
        for (Handle.Kind known : Handle.Kind.values()) {
            if (known.toString().equals(kind)) {
                return known;
            }
        }
        throw ProblemType.invalid(
                field + ".kind",
                "missing or unknown (expected: one of "
                        + Arrays.stream(Handle.Kind.values())
                                .map(Handle.Kind::toString)
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    private static String requireNone(String field, String id) {
        if (!id.isEmpty()) {
            throw ProblemType.invalid(field, "given (expected: none for kind all)");
        }
        return id;
    }

    private static String requireId(String field, String id) {
        if (!ID.matcher(id).matches()) {
            throw ProblemType.invalid(field, "not an id (expected: a jti or link id, not the token or the secret)");
        }
        return id;
    }

    private static String requireName(String field, String id) {
        if (id.isBlank() || id.length() > MAX_NAME || id.chars().anyMatch(Character::isISOControl)) {
            throw ProblemType.invalid(field, "not a name (expected: 1 to " + MAX_NAME + " characters)");
        }
        return id;
    }
}
