package dev.edgepass.consumer.audit.index;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.revocation.HandleChange;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.Scope;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What records name, as texts: handles as they are written, {@code act:} and the login that asked, {@code path:} and a scope, {@code type:} and a type of control events.
 * The index has 64 bits of a hash of each, so a reader looks at the record itself too.
 */
public final class EventKeys {
    private static final String ACTOR = "act:";
    private static final String PATH = "path:";
    private static final String TYPE = "type:";

    private EventKeys() {}

    public static String link(String id) {
        return new Handle(Handle.Kind.LINK, id).toString();
    }

    public static String subject(String subject) {
        return new Handle(Handle.Kind.SUBJECT, subject).toString();
    }

    public static String token(String jti) {
        return new Handle(Handle.Kind.TOKEN, jti).toString();
    }

    public static String actor(String subject) {
        return ACTOR + subject;
    }

    public static String scope(String scope) {
        return PATH + scope;
    }

    public static String type(EventType type) {
        return TYPE + type.ceType();
    }

    /** All keys of records that are about a file: scopes that open it, and revocations of it and of the folders above. */
    public static List<String> about(ObjectKey key) {
        List<String> keys = new ArrayList<>();
        key.scopes().forEach(scope -> keys.add(scope(scope)));
        Handle.of(key).forEach(handle -> keys.add(handle.toString()));
        return keys;
    }

    /** The same for a folder itself and those above it. */
    public static List<String> aboutFolder(String folder) {
        List<String> keys = new ArrayList<>();
        for (String above : new Scope(folder).folders()) {
            keys.add(scope(above));
            keys.add(new Handle(Handle.Kind.FOLDER, above).toString());
        }
        return keys;
    }

    /** Each once. */
    static List<String> of(EdgepassEvent event, long position) {
        Set<String> keys = new LinkedHashSet<>();
        if (event instanceof ControlEvent control) {
            keys.add(type(EventType.of(event)));
            keys.add(actor(control.actor()));
            // A lift that came too late changes nothing, and names its targets all the same.
            if (control instanceof ControlEvent.RevocationLifted lifted) {
                lifted.targets().forEach(target -> keys.add(target.handle().toString()));
            }
            HandleChange.of(control, position)
                    .forEach(change -> keys.add(change.handle().toString()));
            named(control, keys);
        } else if (event instanceof IssuanceEvent issued) {
            named(issued, keys);
        }
        return List.copyOf(keys);
    }

    private static void named(ControlEvent event, Set<String> keys) {
        if (event instanceof ControlEvent.LinkCreated created) {
            keys.add(link(created.linkId()));
            created.terms().paths().forEach(path -> keys.add(scope(path)));
        } else if (event instanceof ControlEvent.LinksCreated created) {
            created.links().forEach(member -> keys.add(link(member.linkId())));
            created.terms().paths().forEach(path -> keys.add(scope(path)));
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            keys.add(link(edited.linkId()));
            edited.terms().paths().forEach(path -> keys.add(scope(path)));
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            keys.add(link(resumed.linkId()));
        } else if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            keys.add(link(removed.linkId()));
        }
    }

    private static void named(IssuanceEvent event, Set<String> keys) {
        IssuanceEvent.Grant grant = event.grant();
        keys.add(token(grant.jti()));
        keys.add(subject(grant.subject()));
        if (grant.linkId() != null) {
            keys.add(link(grant.linkId()));
        }
        if (event instanceof IssuanceEvent.TokenRefreshed refreshed) {
            keys.add(token(refreshed.previousJti()));
        }
        grant.paths().forEach(path -> keys.add(scope(path)));
    }

    static long hash(String key) {
        return ByteBuffer.wrap(Sha256.hash(Sha256.utf8(key))).getLong();
    }
}
