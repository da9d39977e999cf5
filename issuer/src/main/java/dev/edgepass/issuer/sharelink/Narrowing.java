package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether tokens that are out could do more than a link's new terms allow, so that its cutoff has to move (docs/share-links.md). Terms that only widen leave every
 * token as it is: what it grants is within the new terms. The label never matters, nor does the limit of viewers: who has a seat keeps it. Pure.
 */
final class Narrowing {
    private Narrowing() {}

    /**
     * @param before as it is
     * @param after as it is to be
     * @param newPassword whether it is to have another password than before, or one for the first time: who came in without knowing it has to come again
     */
    static boolean of(LinkTerms before, LinkTerms after, boolean newPassword, Instant now) {
        return newPassword
                || !covers(after.paths(), before.paths())
                || !allows(after.allowedOrigins(), before.allowedOrigins())
                || before.allowDownload() && !after.allowDownload()
                || !before.uncounted() && after.uncounted()
                || endsEarlier(before.expiresAt(), after.expiresAt())
                || beginsLater(before.activatesAt(), after.activatesAt(), now);
    }

    private static boolean covers(List<String> after, List<String> before) {
        List<Scope> scopes = RequestedPaths.known(after).scopes();
        return RequestedPaths.known(before).scopes().stream()
                .allMatch(old -> scopes.stream().anyMatch(scope -> scope.covers(old)));
    }

    /** Empty is any. */
    private static boolean allows(List<String> after, List<String> before) {
        return after.isEmpty() || !before.isEmpty() && Set.copyOf(after).containsAll(before);
    }

    private static boolean endsEarlier(@Nullable Instant before, @Nullable Instant after) {
        return after != null && (before == null || after.isBefore(before));
    }

    /** Later than before, and not yet: a link that is closed until then grants nothing until then. */
    private static boolean beginsLater(@Nullable Instant before, @Nullable Instant after, Instant now) {
        return after != null && after.isAfter(now) && (before == null || after.isAfter(before));
    }
}
