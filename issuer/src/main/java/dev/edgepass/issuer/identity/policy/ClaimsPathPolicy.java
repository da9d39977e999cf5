package dev.edgepass.issuer.identity.policy;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.token.Scope;
import java.util.List;

/** By the login's claim of paths: a list of scopes, or {@code *} for every path. An admin whose login names no paths sees every path. */
final class ClaimsPathPolicy implements PathPolicy {
    @Override
    public VisiblePaths visibleTo(Caller caller, List<Scope> asked) {
        return caller.paths().isEmpty() && caller.is(Role.ADMIN)
                ? VisiblePaths.EVERYTHING
                : VisiblePaths.of(caller.paths());
    }
}
