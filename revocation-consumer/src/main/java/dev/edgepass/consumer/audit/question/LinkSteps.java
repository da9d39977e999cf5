package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.feed.Handle;
import dev.edgepass.token.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The records that are about a share link, and about what it opens and whose it is, in the log's order.
 *
 * @param handles whose states decide on it, on any of its terms
 * @param own positions of the records that name the link itself
 */
record LinkSteps(Set<Handle> handles, List<Step> all, Set<Long> own) {
    /** Of the first {@code position} records. */
    static LinkSteps read(IndexReads reads, String id, long position) {
        Set<Handle> handles = new LinkedHashSet<>(Handle.ofToken(null, null, id, null));
        Set<Long> own = new HashSet<>();
        reads.eachControl(List.of(EventKeys.link(id)), position, record -> {
            own.add(record.position());
            record.control().flatMap(event -> about(id, event)).ifPresent(event -> add(event, handles));
        });
        List<Step> all = new ArrayList<>();
        reads.eachControl(
                handles.stream().map(Handle::toString).toList(),
                position,
                record -> all.add(Step.of(record, handles, event -> about(id, event))));
        return new LinkSteps(handles, all, own);
    }

    private static void add(ControlEvent event, Set<Handle> handles) {
        if (event instanceof ControlEvent.LinkCreated created) {
            handles.addAll(Handle.ofToken(null, null, created.linkId(), created.tenant()));
            addScopes(created.terms(), handles);
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            addScopes(edited.terms(), handles);
        }
    }

    private static void addScopes(LinkTerms terms, Set<Handle> handles) {
        terms.paths().forEach(path -> handles.addAll(Handle.of(new Scope(path))));
    }

    /** An event as it is about one link alone; empty where it is about none, or others. */
    private static Optional<ControlEvent> about(String id, ControlEvent event) {
        if (event instanceof ControlEvent.LinksCreated created) {
            return created.links().stream().noneMatch(member -> member.linkId().equals(id))
                    ? Optional.empty()
                    : created.each().stream()
                            .filter(link -> link.linkId().equals(id))
                            .findFirst()
                            .map(ControlEvent.class::cast);
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            return closed.linkIds().contains(id)
                    ? Optional.of(new ControlEvent.LinkClosed(id, closed.reason(), closed.actor()))
                    : Optional.empty();
        }
        boolean isAbout = event instanceof ControlEvent.LinkCreated created
                        && created.linkId().equals(id)
                || event instanceof ControlEvent.LinkEdited edited
                        && edited.linkId().equals(id)
                || event instanceof ControlEvent.LinkSuspended suspended
                        && suspended.linkId().equals(id)
                || event instanceof ControlEvent.LinkResumed resumed
                        && resumed.linkId().equals(id)
                || event instanceof ControlEvent.LinkClosed closed
                        && closed.linkId().equals(id);
        return isAbout ? Optional.of(event) : Optional.empty();
    }
}
