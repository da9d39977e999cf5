package dev.edgepass.issuer.identity;

import dev.edgepass.token.Scope;
import java.util.List;
import java.util.Optional;

/**
 * The paths that somebody may see.
 *
 * @param everything whatever {@code scopes} say
 */
public record VisiblePaths(boolean everything, List<Scope> scopes) {
    public static final VisiblePaths EVERYTHING = new VisiblePaths(true, List.of());

    public VisiblePaths {
        scopes = List.copyOf(scopes);
    }

    /** Whether all that {@code scope} opens may be seen. */
    public boolean covers(Scope scope) {
        return everything || scopes.stream().anyMatch(mine -> mine.covers(scope));
    }

    /** The first of {@code wanted} that may not be seen. */
    public Optional<Scope> firstHidden(List<Scope> wanted) {
        return wanted.stream().filter(scope -> !covers(scope)).findFirst();
    }
}
