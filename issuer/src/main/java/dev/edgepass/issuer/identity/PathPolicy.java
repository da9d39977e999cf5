package dev.edgepass.issuer.identity;

/**
 * Who may see which paths, and so mint tokens, make share links and list objects there. {@link ClaimsPathPolicy} believes the login's claim; an app that knows
 * better puts a bean of this type into the context, which asks the app's backend, say. Called once for every request; must be thread-safe.
 */
@FunctionalInterface
public interface PathPolicy {
    VisiblePaths visibleTo(Caller caller);
}
