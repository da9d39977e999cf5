package dev.edgepass.issuer.identity;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The paths that a caller may see.
 *
 * @param everything whether all paths are visible, regardless of {@code scopes}
 * @param misread the first text that is no path and so opens nothing, for the refusal that comes of it
 */
public record VisiblePaths(
        boolean everything, List<Scope> scopes, @Nullable String misread) {
    public static final VisiblePaths EVERYTHING = new VisiblePaths(true, List.of(), null);
    private static final String EVERY_PATH = "*";
    private static final int MAX_QUOTED = 100;

    public VisiblePaths {
        scopes = List.copyOf(scopes);
    }

    /** These and no others. */
    public VisiblePaths(List<Scope> scopes) {
        this(false, scopes, null);
    }

    /** As a login or the app's backend writes them: keys and folders, or {@code *} for every path. A pattern, or what isn't canonical, opens nothing. */
    public static VisiblePaths of(List<String> paths) {
        if (paths.contains(EVERY_PATH)) {
            return EVERYTHING;
        }
        List<Scope> scopes = new ArrayList<>();
        String misread = null;
        for (String path : paths) {
            try {
                scopes.add(RequestedPath.scope("path", path));
            } catch (ProblemException e) {
                misread = misread == null ? path : misread;
            }
        }
        return new VisiblePaths(false, scopes, misread);
    }

    /** For a refusal: which of the texts is no path; empty where all are. */
    public String hint() {
        if (misread == null) {
            return "";
        }
        String quoted = misread.length() > MAX_QUOTED ? misread.substring(0, MAX_QUOTED) : misread;
        return " Among the paths that it may see is \"" + quoted + "\", which is none (expected: "
                + RequestedPath.instead(misread)
                        .filter(folder -> !folder.isEmpty())
                        .orElse("*, or a folder such as album/")
                + ").";
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
