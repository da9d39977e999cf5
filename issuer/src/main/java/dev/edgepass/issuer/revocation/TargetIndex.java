package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.readmodel.LiveToken;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Targets, to be found by what they match. Immutable. */
final class TargetIndex {
    private final Map<Handle.Kind, Set<String>> ids = new EnumMap<>(Handle.Kind.class);
    private final NavigableSet<String> paths = new TreeSet<>();

    TargetIndex(List<Target> targets) {
        for (Target target : targets) {
            add(target.handle());
            Handle former = target.formerHandle();
            if (former != null) {
                add(former);
            }
        }
        paths.addAll(ids(Handle.Kind.FILE));
        paths.addAll(ids(Handle.Kind.FOLDER));
    }

    private void add(Handle handle) {
        ids.computeIfAbsent(handle.kind(), kind -> new TreeSet<>()).add(handle.id());
    }

    Set<String> ids(Handle.Kind kind) {
        return ids.getOrDefault(kind, Set.of());
    }

    boolean isAnyOf(Handle.Kind... kinds) {
        return Stream.of(kinds).anyMatch(kind -> !ids(kind).isEmpty());
    }

    /** The files and folders as scopes. */
    List<Scope> paths() {
        return paths.stream().map(Scope::new).toList();
    }

    /** What the targets match of what {@code token} opens: scopes, of which each may be narrower than the token's. */
    Stream<Scope> matched(LiveToken token) {
        return matched(token.handles(), token.grant().paths());
    }

    /** The same of what can be opened from {@code link}. */
    Stream<Scope> matched(LinkRecord link) {
        return matched(handles(link), link.terms().paths());
    }

    /** The handles that every token from {@code link} carries. */
    static List<Handle> handles(LinkRecord link) {
        return Handle.ofToken(null, null, link.id(), link.tenant());
    }

    private Stream<Scope> matched(List<Handle> handles, List<String> scopes) {
        boolean whole = handles.stream().anyMatch(this::contains);
        return scopes.stream().map(Scope::new).flatMap(scope -> whole ? Stream.of(scope) : matched(scope));
    }

    private Stream<Scope> matched(Scope scope) {
        if (Handle.of(scope).stream().anyMatch(this::contains)) {
            return Stream.of(scope);
        }
        // A scope opens nothing whose name doesn't begin with it.
        return paths.tailSet(scope.value(), false).stream()
                .takeWhile(path -> path.startsWith(scope.value()))
                .map(Scope::new)
                .filter(scope::covers);
    }

    private boolean contains(Handle handle) {
        return ids(handle.kind()).contains(handle.id());
    }
}
