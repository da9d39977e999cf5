package dev.edgepass.issuer.identity;

import dev.edgepass.token.Scope;
import java.util.List;

/**
 * Who may see which paths, and so mint tokens, make share links, upload and list objects there. By default the login's claim is believed, or the app's backend is
 * asked; an app that knows better puts a bean of this type into the context. Called once for every request that needs it; must be thread-safe. Where it can't decide it
 * throws a {@link dev.edgepass.issuer.problem.ProblemException}, and never guesses.
 */
@FunctionalInterface
public interface PathPolicy {
    /**
     * @param asked the scopes that matter now: the answer may leave out all others. Empty: the answer is complete
     */
    VisiblePaths visibleTo(Caller caller, List<Scope> asked);

    /** All of them. */
    default VisiblePaths visibleTo(Caller caller) {
        return visibleTo(caller, List.of());
    }
}
