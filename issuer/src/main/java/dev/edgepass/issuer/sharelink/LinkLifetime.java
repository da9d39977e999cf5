package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code edgepass.share-links}: how long share links may live.
 *
 * @param defaultLifetime life of a link that is made without an expiry, from its creation or a later activation; without it such a link has no expiry, or the
 *     maximum
 * @param maxLifetime longest life of a link, from its creation; none by default. Links that were made before it was set stay as they are
 */
@ConfigurationProperties("edgepass.share-links")
record LinkLifetime(
        @Nullable Duration defaultLifetime, @Nullable Duration maxLifetime) {
    /**
     * @throws IllegalArgumentException where a duration isn't positive
     */
    LinkLifetime {
        requirePositive("default-lifetime", defaultLifetime);
        requirePositive("max-lifetime", maxLifetime);
    }

    private static void requirePositive(String name, @Nullable Duration duration) {
        if (duration != null && (duration.isZero() || duration.isNegative())) {
            throw new IllegalArgumentException(
                    "edgepass.share-links." + name + ": " + duration + " (expected: a positive ISO 8601 duration)");
        }
    }

    /** The expiry of a link for which none is asked: by default, but no later than the maximum. */
    @Nullable
    Instant expiry(Instant createdAt, @Nullable Instant activatesAt) {
        Instant latest = latest(createdAt);
        if (defaultLifetime == null) {
            return latest;
        }
        Instant begin = activatesAt != null && activatesAt.isAfter(createdAt) ? activatesAt : createdAt;
        Instant expiry = begin.plus(defaultLifetime);
        return latest != null && expiry.isAfter(latest) ? latest : expiry;
    }

    /**
     * The expiry that is asked for, if it may be had.
     *
     * @param expiresAt null is never
     * @throws ProblemException {@code invalid-request}, which names the latest allowed
     */
    @Nullable
    Instant require(@Nullable Instant expiresAt, Instant createdAt, Instant now) {
        Instant latest = latest(createdAt);
        if (expiresAt == null && latest != null) {
            throw ProblemType.invalid("expiresAt", "none (expected: at most " + latest + ")");
        }
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw ProblemType.invalid("expiresAt", "in the past (expected: after " + now + ")");
        }
        if (expiresAt != null && latest != null && expiresAt.isAfter(latest)) {
            throw ProblemType.invalid("expiresAt", expiresAt + " (expected: at most " + latest + ")");
        }
        return expiresAt;
    }

    /**
     * Those terms, of a link that begins before it ends.
     *
     * @throws ProblemException {@code invalid-request} where it doesn't
     */
    static LinkTerms inOrder(LinkTerms terms) {
        Instant begin = terms.activatesAt();
        Instant end = terms.expiresAt();
        if (begin != null && end != null && !begin.isBefore(end)) {
            throw ProblemType.invalid("activatesAt", begin + " (expected: before the expiry, " + end + ")");
        }
        return terms;
    }

    private @Nullable Instant latest(Instant createdAt) {
        return maxLifetime == null ? null : createdAt.plus(maxLifetime);
    }
}
