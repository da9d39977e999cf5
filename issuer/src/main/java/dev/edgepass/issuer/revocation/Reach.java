package dev.edgepass.issuer.revocation;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.LiveToken;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * What a revocation would take from tokens and links that isn't refused already, by the edge's rule ({@link dev.edgepass.decision.ViewPolicy}). A folder holds more
 * objects than can be taken down one by one, so only a folder above it, or itself, takes all of it. Pure.
 *
 * @param states of all handles that the tokens and links at hand meet
 */
record Reach(TargetIndex targets, Function<Handle, HandleState> states) {
    /** No cutoff refuses what is issued from now on. */
    private static final long LATER = Long.MAX_VALUE;

    /** Whether {@code token} would be refused for an object for which it isn't refused now. */
    boolean takesFrom(LiveToken token) {
        long position = token.grant().position();
        return isGranted(token.handles(), position)
                && targets.matched(token).anyMatch(scope -> isGranted(scope, position));
    }

    /** Whether less could be opened from {@code link} than now, if the targets were blocked. */
    boolean takesFrom(LinkRecord link, Instant now) {
        boolean isOpen = link.state() == LinkRecord.State.ACTIVE
                && (link.terms().expiresAt() == null || link.terms().expiresAt().isAfter(now))
                && isGranted(TargetIndex.handles(link), LATER)
                // One blocked path is enough for the issuer to mint nothing.
                && link.terms().paths().stream().allMatch(path -> isGranted(new Scope(path), LATER));
        return isOpen && targets.matched(link).anyMatch(scope -> isGranted(scope, LATER));
    }

    /** The handles that decide about {@code token}, but for those of the targets themselves. */
    static List<Handle> handles(LiveToken token) {
        return withPaths(token.handles(), token.grant().paths());
    }

    static List<Handle> handles(LinkRecord link) {
        return withPaths(TargetIndex.handles(link), link.terms().paths());
    }

    private static List<Handle> withPaths(List<Handle> own, List<String> paths) {
        List<Handle> handles = new ArrayList<>(own);
        paths.forEach(path -> handles.addAll(Handle.of(new Scope(path))));
        return handles;
    }

    private boolean isGranted(Scope scope, long position) {
        return isGranted(Handle.of(scope), position);
    }

    private boolean isGranted(Collection<Handle> handles, long position) {
        return handles.stream().map(states).noneMatch(state -> state.blocked() || position < state.cutoff());
    }
}
