package dev.edgepass.issuer.token;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The member {@code paths} of a request: canonical scopes, at least one, in the order of the request, each once. */
public record RequestedPaths(List<Scope> scopes) {
    private static final int MAX = 200;

    public RequestedPaths {
        scopes = List.copyOf(scopes);
    }

    /**
     * @throws ProblemException {@code invalid-request}, naming the offending element
     */
    public static RequestedPaths parse(@Nullable List<@Nullable String> paths) {
        if (paths == null || paths.isEmpty()) {
            throw ProblemType.invalid("paths", "empty or missing (expected: at least one key, or folder ending in /)");
        }
        if (paths.size() > MAX) {
            throw ProblemType.invalid(
                    "paths", paths.size() + " paths (expected: at most " + MAX + "); ask for their folder");
        }
        Set<Scope> scopes = new LinkedHashSet<>();
        for (int i = 0; i < paths.size(); i++) {
            scopes.add(RequestedPath.scope("paths[" + i + "]", paths.get(i)));
        }
        return new RequestedPaths(List.copyOf(scopes));
    }

    /** Those that the log has: what a later version doesn't take for a path any more opens nothing. */
    public static RequestedPaths known(List<String> paths) {
        List<Scope> scopes = new ArrayList<>();
        for (String path : paths) {
            try {
                scopes.add(Scope.parse(path, JdkNfc.INSTANCE));
            } catch (MalformedException e) {
                // It opens nothing at the edge either.
            }
        }
        return new RequestedPaths(scopes);
    }

    /** The same without those that another one of them covers. */
    public List<Scope> minimal() {
        List<Scope> minimal = new ArrayList<>();
        for (Scope scope : scopes) {
            boolean covered = scopes.stream().anyMatch(other -> !other.equals(scope) && other.covers(scope));
            if (!covered) {
                minimal.add(scope);
            }
        }
        return minimal;
    }

    /** Those that name one object. */
    public List<ObjectKey> keys() {
        return scopes.stream()
                .filter(scope -> !scope.isFolder())
                .map(scope -> ObjectKey.parse(scope.value(), JdkNfc.INSTANCE))
                .toList();
    }
}
