package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.audit.index.EventKeys;
import dev.edgepass.consumer.audit.index.IndexReads;
import dev.edgepass.consumer.audit.index.IndexedEvent;
import dev.edgepass.consumer.projection.core.ControlFold;
import dev.edgepass.consumer.projection.core.ControlRecord;
import dev.edgepass.consumer.projection.core.ReadModel;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkStanding;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A share link after some records of the control log, by the read model's own fold. Not thread-safe. */
final class LinkLife {
    private final String id;
    private final ReadModel model = new ReadModel();
    private final HandleFold handles;
    private long termsAt;

    /** @param wanted handles of which it may ask, see {@link #handles(String, List)} */
    LinkLife(String id, Set<Handle> wanted) {
        this.id = id;
        this.handles = new HandleFold(wanted);
    }

    /** The records of the first {@code position} ones that are about a link, and about what it opens and whose it is. */
    static List<IndexedEvent> events(IndexReads reads, String id, long position) {
        String link = EventKeys.link(id);
        List<IndexedEvent> own = reads.control(List.of(link), position);
        List<String> others = handles(id, own).stream()
                .map(Handle::toString)
                .filter(handle -> !handle.equals(link))
                .toList();
        List<IndexedEvent> all = reads.control(others, position);
        Set<IndexedEvent> events = new LinkedHashSet<>(own);
        Set<Long> known = new HashSet<>();
        own.forEach(event -> known.add(event.id()));
        all.stream().filter(event -> known.add(event.id())).forEach(events::add);
        return events.stream().sorted((a, b) -> Long.compare(a.id(), b.id())).toList();
    }

    /** Those whose states decide on it, on any of its terms. */
    static Set<Handle> handles(String id, List<IndexedEvent> own) {
        Set<Handle> handles = new LinkedHashSet<>(Handle.ofToken(null, null, id, null));
        for (IndexedEvent event : own) {
            event.control().flatMap(control -> about(id, control)).ifPresent(control -> {
                if (control instanceof ControlEvent.LinkCreated created) {
                    handles.addAll(Handle.ofToken(null, null, id, created.tenant()));
                    addScopes(created.terms(), handles);
                } else if (control instanceof ControlEvent.LinkEdited edited) {
                    addScopes(edited.terms(), handles);
                }
            });
        }
        return handles;
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

    /** Takes the next record. */
    void apply(IndexedEvent record) {
        handles.apply(record);
        record.control().flatMap(event -> about(id, event)).ifPresent(event -> {
            LinkTerms before = terms();
            ControlFold.fold(
                    List.of(new ControlRecord(
                            record.position(), new LoggedEvent<>("-", "/", record.at(), event), List.of())),
                    model);
            if (!Objects.equals(before, terms())) {
                termsAt = record.position();
            }
        });
    }

    private @Nullable LinkTerms terms() {
        return link().map(LinkRecord::terms).orElse(null);
    }

    /** Empty where it wasn't made yet. */
    Optional<LinkRecord> link() {
        return Optional.ofNullable(model.links().get(id));
    }

    /** Of a link that is there. */
    LinkStanding standing(Instant now) {
        return LinkStanding.of(link().orElseThrow(), now, () -> !blocks().isEmpty());
    }

    /** The handles for which nothing is issued: one of its own, or one of each of its paths. */
    private List<Handle> blocks() {
        LinkRecord link = link().orElseThrow();
        for (Handle own : Handle.ofToken(null, null, id, link.tenant())) {
            if (handles.stateOf(own).blocked()) {
                return List.of(own);
            }
        }
        List<Handle> blocks = new ArrayList<>();
        for (String path : link.terms().paths()) {
            Optional<Handle> blocked = Handle.of(new Scope(path)).stream()
                    .filter(handle -> handles.stateOf(handle).blocked())
                    .findFirst();
            if (blocked.isEmpty()) {
                return List.of();
            }
            blocks.add(blocked.get());
        }
        return blocks;
    }

    /** Positions of the records that decide on its standing. */
    Set<Long> because(Instant now) {
        LinkRecord link = link().orElseThrow();
        Set<Long> positions = new LinkedHashSet<>(List.of(link.position()));
        switch (standing(now)) {
            case CLOSED -> positions.add(link.version());
            case SUSPENDED ->
                positions.add(link.suspendedAtPosition() == null ? link.version() : link.suspendedAtPosition());
            case BLOCKED ->
                blocks().stream()
                        .map(handles::stateOf)
                        .map(HandleState::blockedAt)
                        .forEach(positions::add);
            case EXPIRED, NOT_YET_ACTIVE, OPEN -> positions.add(termsAt);
        }
        return positions;
    }
}
