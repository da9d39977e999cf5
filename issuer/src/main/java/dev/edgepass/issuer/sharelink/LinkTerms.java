package dev.edgepass.issuer.sharelink;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.RequestedPaths;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a share link lets its holders do, checked.
 *
 * @param activatesAt before {@code expiresAt}; null is at once
 * @param expiresAt null is never
 * @param allowedOrigins (RFC 6454) that may embed; empty is any
 * @param maxViewers 1 or more; null is no limit
 */
record LinkTerms(
        @Nullable String label,
        RequestedPaths paths,
        @Nullable Instant activatesAt,
        @Nullable Instant expiresAt,
        boolean allowDownload,
        List<String> allowedOrigins,
        @Nullable Integer maxViewers) {
    /**
     * @throws ProblemException {@code invalid-request} where the link would end before it begins
     */
    LinkTerms {
        if (activatesAt != null && expiresAt != null && !activatesAt.isBefore(expiresAt)) {
            throw ProblemType.invalid("activatesAt", activatesAt + " (expected: before the expiry, " + expiresAt + ")");
        }
        allowedOrigins = List.copyOf(allowedOrigins);
    }
}
