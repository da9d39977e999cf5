package dev.edgepass.local.dlt;

import dev.edgepass.deadletter.RecordId;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.LoggedEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * A record that may be appended anew, without its data.
 *
 * @param identity of the CloudEvent: source and id
 * @param makes the links and the key that the event makes: to make them again forgets what happened to them since
 */
record Candidate(RecordId record, String identity, Set<String> makes) {
    static Candidate of(RecordId record, LoggedEvent<? extends EdgepassEvent> event) {
        return new Candidate(record, identity(event), makes(event.data()));
    }

    static String identity(LoggedEvent<? extends EdgepassEvent> event) {
        return event.source() + " " + event.id();
    }

    private static Set<String> makes(EdgepassEvent event) {
        boolean isCreation = event instanceof ControlEvent.LinkCreated
                || event instanceof ControlEvent.LinksCreated
                || event instanceof ControlEvent.KeyAdded;
        return isCreation ? names(event) : Set.of();
    }

    /** The links and the key that an event is about. */
    static Set<String> names(EdgepassEvent event) {
        Set<String> names = new HashSet<>();
        if (event instanceof ControlEvent.LinkCreated created) {
            names.add(link(created.linkId()));
        } else if (event instanceof ControlEvent.LinksCreated created) {
            created.links().forEach(link -> names.add(link(link.linkId())));
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            names.add(link(edited.linkId()));
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            names.add(link(suspended.linkId()));
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            names.add(link(resumed.linkId()));
        } else if (event instanceof ControlEvent.LinkClosed closed) {
            names.add(link(closed.linkId()));
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            closed.linkIds().forEach(id -> names.add(link(id)));
        } else if (event instanceof ControlEvent.KeyAdded added) {
            names.add(key(added.kid()));
        } else if (event instanceof ControlEvent.KeyActivated activated) {
            names.add(key(activated.kid()));
        } else if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
            names.add(key(withdrawn.kid()));
        }
        return names;
    }

    private static String link(String id) {
        return "link " + id;
    }

    private static String key(String kid) {
        return "key " + kid;
    }
}
