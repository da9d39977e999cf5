package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.ShareLinkView;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of {@code GET /share-links}, as they came; all that are given have to fit.
 *
 * @param q part of the label, the recipient, a path or the id, in whatever case
 * @param status {@code active}, {@code not-active}, {@code blocked}, {@code suspended}, {@code expired} or {@code closed}
 * @param createdBy the whole subject of a login, or {@code me} for the caller, who is a tenant too
 * @param group the whole id of links that were made together
 * @param secretHash SHA-256 of the link's secret in lower-case hex: the one link that has it, so that the secret itself isn't sent
 * @param path the beginning of one of the link's paths
 * @param expiresBefore ISO 8601 with an offset; a link that never expires doesn't fit
 * @param expiresAfter the same; a link that never expires fits
 * @param sort {@code createdAt}, {@code expiresAt} or {@code label}, descending with {@code -} before it; by default {@code -createdAt}
 * @param cursor {@code next} of the page before, with the same sort
 * @param limit 1 to {@value #MAX_LIMIT}, by default {@value #DEFAULT_LIMIT}
 */
record LinkQuery(
        @Nullable String q,
        @Nullable String status,
        @Nullable String createdBy,
        @Nullable String tenant,
        @Nullable String group,
        @Nullable String secretHash,
        @Nullable String path,
        @Nullable String expiresBefore,
        @Nullable String expiresAfter,
        @Nullable String sort,
        @Nullable String cursor,
        @Nullable String limit) {
    static final int MAX_LIMIT = 200;
    static final int DEFAULT_LIMIT = 50;
    private static final int MAX_SEARCH = 200;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * The same, checked.
     *
     * @param secretHash which one link has to have; null where any may
     */
    record Parsed(
            Predicate<LinkEntry> wanted,
            @Nullable String secretHash,
            LinkSort order,
            @Nullable LinkPlace after,
            int most) {}

    /**
     * @throws ProblemException {@code invalid-request}
     */
    Parsed parse(Instant now, Caller caller) {
        LinkSort order = sort == null ? LinkSort.NEWEST : LinkSort.parse(sort);
        if (secretHash != null && !SHA_256.matcher(secretHash).matches()) {
            throw ProblemType.invalid("secretHash", "no SHA-256 (expected: 64 hexadecimal digits in lower case)");
        }
        return new Parsed(
                wanted(now, caller),
                secretHash,
                order,
                cursor == null ? null : LinkPlace.parse(cursor, order),
                parseLimit());
    }

    private Predicate<LinkEntry> wanted(Instant now, Caller caller) {
        Predicate<LinkEntry> wanted = entry -> true;
        if (status != null) {
            ShareLinkView.Status asked = ShareLinkView.Status.named(status)
                    .orElseThrow(() -> ProblemType.invalid(
                            "status", "unknown (expected: active, not-active, blocked, suspended, expired or closed)"));
            wanted = wanted.and(entry -> entry.status(now) == asked);
        }
        if (createdBy != null) {
            wanted = wanted.and(
                    createdBy.equals("me")
                            ? entry -> caller.isLogin(entry.createdBy(), entry.tenant())
                            : entry -> entry.createdBy().equals(createdBy));
        }
        if (tenant != null) {
            wanted = wanted.and(entry -> tenant.equals(entry.tenant()));
        }
        if (group != null) {
            wanted = wanted.and(entry -> group.equals(entry.group()));
        }
        if (path != null) {
            wanted = wanted.and(entry -> entry.paths().stream().anyMatch(one -> one.startsWith(path)));
        }
        if (expiresBefore != null) {
            Instant end = instant("expiresBefore", expiresBefore);
            wanted = wanted.and(
                    entry -> entry.expiresAt() != null && entry.expiresAt().isBefore(end));
        }
        if (expiresAfter != null) {
            Instant begin = instant("expiresAfter", expiresAfter);
            wanted = wanted.and(
                    entry -> entry.expiresAt() == null || entry.expiresAt().isAfter(begin));
        }
        return q == null ? wanted : wanted.and(containing(q));
    }

    private static Predicate<LinkEntry> containing(String search) {
        if (search.length() > MAX_SEARCH) {
            throw ProblemType.invalid("q", search.length() + " characters (expected: at most " + MAX_SEARCH + ")");
        }
        String words = LinkEntry.lower(search.strip());
        return entry -> entry.text().contains(words);
    }

    private static Instant instant(String name, String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemType.invalid(name, "no instant (expected: such as 2030-01-31T12:00:00Z)");
        }
    }

    private int parseLimit() {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int most = Integer.parseInt(limit);
            if (most >= 1 && most <= MAX_LIMIT) {
                return most;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw ProblemType.invalid("limit", "not a number in range (expected: 1 to " + MAX_LIMIT + ")");
    }
}
