package dev.edgepass.issuer.audit;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /audit/events}, as they came; all that are given have to fit.
 *
 * @param from RFC 3339, included
 * @param to RFC 3339, not included
 * @param type such as {@code link-created}, any number of them
 * @param link id of a link
 * @param subject as tokens and events have it
 * @param login subject of a login, of which the issuer computes the token's subject
 * @param tenant of {@code login}; by default the caller's own
 * @param jti id of a token
 * @param actor the login that asked for it
 * @param path an object key, or a folder ending in {@code /}
 * @param cursor {@code next} of the page before
 * @param limit 1 to 1000, by default 100
 */
record AuditEventQuery(
        @Nullable String from,
        @Nullable String to,
        @Nullable List<String> type,
        @Nullable String link,
        @Nullable String subject,
        @Nullable String login,
        @Nullable String tenant,
        @Nullable String jti,
        @Nullable String actor,
        @Nullable String path,
        @Nullable String cursor,
        @Nullable String limit) {
    private static final int MOST_TYPES = 30;

    /**
     * For the consumer.
     *
     * @throws ProblemException {@code invalid-request}
     */
    Map<String, @Nullable Object> parse(OpaqueSubject subjects, Caller caller) {
        Instant begin = from == null ? null : AuditParameters.time("from", from);
        Instant end = to == null ? null : AuditParameters.time("to", to);
        if (begin != null && end != null && begin.isAfter(end)) {
            throw ProblemType.invalid("from", from + " (expected: at most to, " + to + ")");
        }
        Map<String, @Nullable Object> parsed = new LinkedHashMap<>();
        parsed.put("from", begin);
        parsed.put("to", end);
        parsed.put("type", types());
        parsed.put("link", link == null ? null : AuditParameters.id("link", link));
        parsed.put("subject", subjectOf(subjects, caller));
        parsed.put("jti", jti == null ? null : AuditParameters.id("jti", jti));
        parsed.put("actor", actor == null ? null : AuditParameters.name("actor", actor));
        parsed.put(
                "path", path == null ? null : RequestedPath.scope("path", path).value());
        parsed.put("cursor", cursor == null ? null : AuditParameters.cursor(cursor));
        parsed.put("limit", AuditParameters.limit(limit));
        return parsed;
    }

    private @Nullable List<String> types() {
        if (type == null) {
            return null;
        }
        if (type.size() > MOST_TYPES) {
            throw ProblemType.invalid("type", type.size() + " of them (expected: at most " + MOST_TYPES + ")");
        }
        type.forEach(word -> AuditParameters.word("type", word));
        return type;
    }

    private @Nullable String subjectOf(OpaqueSubject subjects, Caller caller) {
        if (login == null) {
            if (tenant != null) {
                throw ProblemType.invalid("tenant", "given (expected: none but with login)");
            }
            return subject == null ? null : AuditParameters.name("subject", subject);
        }
        if (subject != null) {
            throw ProblemType.invalid("login", "given beside subject (expected: one of both)");
        }
        return subjects.of(
                tenant == null ? caller.tenant() : AuditParameters.name("tenant", tenant),
                AuditParameters.name("login", login));
    }
}
