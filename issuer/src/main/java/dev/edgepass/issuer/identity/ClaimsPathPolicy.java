package dev.edgepass.issuer.identity;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.List;

/**
 * By the login's claim {@code paths}: a list of scopes, or {@code *} for every path. An admin whose login names no paths sees every path. A scope that isn't
 * canonical opens nothing.
 */
final class ClaimsPathPolicy implements PathPolicy {
    private static final String EVERY_PATH = "*";

    @Override
    public VisiblePaths visibleTo(Caller caller) {
        if (caller.paths().contains(EVERY_PATH) || caller.paths().isEmpty() && caller.is(Role.ADMIN)) {
            return VisiblePaths.EVERYTHING;
        }
        List<Scope> scopes = new ArrayList<>();
        for (String path : caller.paths()) {
            try {
                scopes.add(Scope.parse(path, JdkNfc.INSTANCE));
            } catch (MalformedException e) {
                // Fails closed: there is no object of such a name.
            }
        }
        return new VisiblePaths(false, scopes);
    }
}
