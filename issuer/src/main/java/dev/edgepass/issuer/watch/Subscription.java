package dev.edgepass.issuer.watch;

import dev.edgepass.feed.Handle;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The changes that one token's holder is told of. Immutable.
 *
 * @param own the texts of the handles that the token carries itself
 * @param paths those of the files and folders that refuse all that one of its scopes opens
 * @param folders its scopes that are folders: a file or folder inside of one refuses a part of it
 * @param expiresAt seconds since the epoch
 */
record Subscription(Set<String> own, Set<String> paths, List<String> folders, long expiresAt) {
    private static final String FILE = new Handle(Handle.Kind.FILE, "").toString();
    private static final String FOLDER = new Handle(Handle.Kind.FOLDER, "").toString();

    static Subscription of(MediaClaims claims) {
        List<Scope> scopes = claims.paths().stream().map(Scope::new).toList();
        return new Subscription(
                texts(Handle.of(claims).stream()),
                texts(scopes.stream().flatMap(scope -> Handle.of(scope).stream())),
                scopes.stream().filter(Scope::isFolder).map(Scope::value).toList(),
                claims.expiresAt());
    }

    /** Whether a change of {@code handles} can change the verdict on the token itself. */
    boolean concernsToken(Set<String> handles) {
        return handles.stream().anyMatch(own::contains);
    }

    /** The files and folders among {@code handles} that the token opens, or a part of it; names of anything else aren't told. */
    List<String> concerned(Set<String> handles) {
        return handles.stream()
                .filter(handle -> handle.startsWith(FILE) || handle.startsWith(FOLDER))
                .filter(handle -> paths.contains(handle) || folders.stream().anyMatch(pathOf(handle)::startsWith))
                .map(Subscription::pathOf)
                .sorted()
                .toList();
    }

    private static String pathOf(String handle) {
        return handle.substring(handle.indexOf(':') + 1);
    }

    private static Set<String> texts(Stream<Handle> handles) {
        Set<String> texts = new HashSet<>();
        handles.forEach(handle -> texts.add(handle.toString()));
        return texts;
    }
}
