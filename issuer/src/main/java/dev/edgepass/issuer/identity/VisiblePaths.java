package dev.edgepass.issuer.identity;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The paths that somebody may see.
 *
 * @param everything whatever {@code scopes} say
 */
public record VisiblePaths(boolean everything, List<Scope> scopes) {
    public static final VisiblePaths EVERYTHING = new VisiblePaths(true, List.of());
    private static final String EVERY_PATH = "*";

    public VisiblePaths {
        scopes = List.copyOf(scopes);
    }

    /** As somebody else wrote them: scopes, or {@code *} for every path. One that isn't canonical opens nothing. */
    public static VisiblePaths of(List<String> paths) {
        if (paths.contains(EVERY_PATH)) {
            return EVERYTHING;
        }
        List<Scope> scopes = new ArrayList<>();
        for (String path : paths) {
            try {
                scopes.add(Scope.parse(path, JdkNfc.INSTANCE));
            } catch (MalformedException e) {
                // Fails closed: there is no object of such a name.
            }
        }
        return new VisiblePaths(false, scopes);
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
