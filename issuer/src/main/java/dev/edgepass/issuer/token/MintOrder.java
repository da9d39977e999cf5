package dev.edgepass.issuer.token;

import dev.edgepass.feed.Handle;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may have, before it is a token. Immutable.
 *
 * @param subject opaque, see {@link OpaqueSubject}
 * @param linkId of the share link that it rests on
 * @param paths what it opens
 * @param notAfter the latest {@code exp}
 * @param previousJti of the token that it replaces
 */
public record MintOrder(
        String subject,
        @Nullable String tenant,
        @Nullable String linkId,
        RequestedPaths paths,
        boolean downloadAllowed,
        List<String> origins,
        Instant notAfter,
        @Nullable String previousJti) {

    public MintOrder {
        origins = List.copyOf(origins);
    }

    /** The handles of which none may be blocked: those that the token will carry, and of each path itself and the folders above. */
    public List<Handle> handles() {
        Set<Handle> handles = new LinkedHashSet<>();
        handles.add(Handle.ALL);
        handles.add(new Handle(Handle.Kind.SUBJECT, subject));
        if (tenant != null) {
            handles.add(new Handle(Handle.Kind.TENANT, tenant));
        }
        if (linkId != null) {
            handles.add(new Handle(Handle.Kind.LINK, linkId));
        }
        if (previousJti != null) {
            handles.add(new Handle(Handle.Kind.TOKEN, previousJti));
        }
        for (Scope scope : paths.minimal()) {
            handles.addAll(handles(scope));
        }
        return new ArrayList<>(handles);
    }

    /** The handles that refuse everything that {@code scope} opens: itself, where it is a file, and the folders from it upwards. */
    public static List<Handle> handles(Scope scope) {
        List<Handle> handles = new ArrayList<>();
        String path = scope.value();
        if (!scope.isFolder()) {
            handles.add(new Handle(Handle.Kind.FILE, path));
        }
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            handles.add(new Handle(Handle.Kind.FOLDER, path.substring(0, slash + 1)));
        }
        return handles;
    }
}
