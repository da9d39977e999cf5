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

    /** The handles of which none may be blocked: those that the token will carry, and those of each path. */
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
            handles.addAll(Handle.of(scope));
        }
        return new ArrayList<>(handles);
    }
}
