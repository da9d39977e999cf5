package dev.edgepass.issuer.sharelink.closing;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /share-links/revoke}: {@code ids}, {@code group} or {@code createdBy}.
 *
 * @param ids of links
 * @param group id of links made together
 * @param createdBy subject of the login that made them, or {@code me}
 * @param tenant of {@code createdBy}; by default the caller's own
 * @param reason for the log
 */
record ClosingRequest(
        @Nullable List<@Nullable String> ids,
        @Nullable String group,
        @Nullable String createdBy,
        @Nullable String tenant,
        @Nullable String reason) {
    private static final int MAX_IDS = 1_000;
    private static final int MAX_REASON = 500;
    private static final String ME = "me";

    /** The same, checked. */
    record Closing(Selection selection, @Nullable String reason) {}

    /** Which links. */
    sealed interface Selection {
        /** Those, each once. */
        record Links(Set<String> ids) implements Selection {}

        /** All that were made together. */
        record Group(String id) implements Selection {}

        /** All open ones that a login made. */
        record Creator(String subject, @Nullable String tenant) implements Selection {}
    }

    /**
     * @param caller that {@code me} stands for
     * @throws ProblemException {@code invalid-request}
     */
    Closing parse(Caller caller) {
        if (Stream.of(ids, group, createdBy).filter(member -> member != null).count() != 1) {
            throw ProblemType.invalid("ids", "none or several of ids, group and createdBy (expected: one of them)");
        }
        if (tenant != null && (createdBy == null || createdBy.equals(ME))) {
            throw ProblemType.invalid("tenant", "given (expected: only beside createdBy with a subject)");
        }
        if (reason != null && reason.length() > MAX_REASON) {
            throw ProblemType.invalid("reason", reason.length() + " characters (expected: at most " + MAX_REASON + ")");
        }
        String why = reason == null || reason.isBlank() ? null : reason.strip();
        return new Closing(selection(caller), why);
    }

    private Selection selection(Caller caller) {
        if (ids != null) {
            return new Selection.Links(parseIds(ids));
        }
        if (group != null) {
            return new Selection.Group(group);
        }
        if (createdBy == null || createdBy.equals(ME)) {
            return new Selection.Creator(caller.subject(), caller.tenant());
        }
        return new Selection.Creator(createdBy, tenant == null ? caller.tenant() : tenant);
    }

    private static Set<String> parseIds(List<@Nullable String> ids) {
        if (ids.isEmpty() || ids.size() > MAX_IDS) {
            throw ProblemType.invalid("ids", ids.size() + " ids (expected: 1 to " + MAX_IDS + ")");
        }
        Set<String> parsed = new LinkedHashSet<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (id == null || id.isEmpty()) {
                throw ProblemType.invalid("ids[" + i + "]", "missing (expected: a share link's id)");
            }
            parsed.add(id);
        }
        return parsed;
    }
}
