package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RemovalRecord;
import dev.edgepass.readmodel.RevocationRecord;
import dev.edgepass.revocation.HandleChange;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Folds a batch of control records. Pure: the same records on the same state give the same changes. */
public final class ControlFold {
    private ControlFold() {}

    /**
     * What of the read model a batch builds upon, and has to be known before it can be folded.
     *
     * @param handles whose states it changes
     * @param active handles whose revocations in force it changes
     * @param keys whether it changes signing keys: all of them then, which are few
     */
    public record Needs(
            Set<Handle> handles, Set<Handle> active, Set<String> links, Set<String> revocations, boolean keys) {}

    public static Needs needs(List<ControlRecord> records) {
        Needs needs = new Needs(
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                new LinkedHashSet<>(),
                records.stream()
                        .anyMatch(record -> SigningKeys.concern(record.event().data())));
        for (ControlRecord record : records) {
            ControlEvent event = record.event().data();
            record.changes().forEach(change -> needs.handles.add(change.handle()));
            if (event instanceof ControlEvent.LinkEdited edited) {
                needs.links.add(edited.linkId());
            } else if (event instanceof ControlEvent.LinkSuspended suspended) {
                needs.links.add(suspended.linkId());
            } else if (event instanceof ControlEvent.LinkResumed resumed) {
                needs.links.add(resumed.linkId());
            } else if (event instanceof ControlEvent.LinkClosed closed) {
                needs.links.add(closed.linkId());
            } else if (event instanceof ControlEvent.LinksClosed closed) {
                needs.links.addAll(closed.linkIds());
            } else if (event instanceof ControlEvent.Revoked) {
                record.changes().forEach(change -> needs.active.add(change.handle()));
            } else if (event instanceof ControlEvent.RevocationLifted lifted) {
                record.changes().forEach(change -> needs.active.add(change.handle()));
                lifts(lifted).forEach(needs.revocations::add);
            }
        }
        return needs;
    }

    /** Whether any of them names words of a link, which have to be folded in before. */
    public static boolean namesWords(List<ControlRecord> records) {
        return records.stream().anyMatch(record -> namesWords(record.event().data()));
    }

    private static boolean namesWords(ControlEvent event) {
        if (event instanceof ControlEvent.LinkCreated created) {
            return created.terms().words() != null;
        } else if (event instanceof ControlEvent.LinksCreated created) {
            return created.links().stream().anyMatch(link -> link.words() != null);
        }
        return event instanceof ControlEvent.LinkEdited edited && edited.terms().words() != null;
    }

    /** Puts what {@code records} change into {@code model}, which knows what they need. Events about links, revocations or keys that aren't there change none. */
    public static void fold(List<ControlRecord> records, ReadModel model) {
        for (ControlRecord record : records) {
            for (HandleChange change : record.changes()) {
                model.handles.put(change.handle(), change.change().apply(model.handle(change.handle())));
                if (change.handle().kind() == Handle.Kind.LINK) {
                    model.linkChanges.put(change.handle().id(), record.position());
                }
            }
            linksOf(record.event().data()).forEach(id -> model.linkChanges.put(id, record.position()));
            fold(record.event().data(), record.position(), record.event().time(), model);
        }
    }

    private static List<String> linksOf(ControlEvent event) {
        if (event instanceof ControlEvent.LinkCreated created) {
            return List.of(created.linkId());
        } else if (event instanceof ControlEvent.LinksCreated created) {
            return created.links().stream()
                    .map(ControlEvent.LinksCreated.Member::linkId)
                    .toList();
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            return closed.linkIds();
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            return List.of(edited.linkId());
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            return List.of(suspended.linkId());
        }
        return event instanceof ControlEvent.LinkClosed closed ? List.of(closed.linkId()) : List.of();
    }

    private static void fold(ControlEvent event, long position, Instant at, ReadModel model) {
        if (event instanceof ControlEvent.LinkCreated created) {
            create(created, position, at, model);
        } else if (event instanceof ControlEvent.LinksCreated created) {
            created.each().forEach(link -> create(link, position, at, model));
            model.groups.put(
                    created.group(),
                    created.links().stream()
                            .map(ControlEvent.LinksCreated.Member::linkId)
                            .toList());
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            model.link(edited.linkId())
                    .ifPresent(link -> model.putLink(LinkFold.edited(link, edited, position, at), link, at));
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            model.link(suspended.linkId())
                    .ifPresent(link -> model.links.put(link.id(), LinkFold.suspended(link, position)));
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            resume(resumed, position, model);
        } else if (event instanceof ControlEvent.LinkClosed closed) {
            close(closed, position, at, model);
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            closed.each().forEach(link -> close(link, position, at, model));
        } else if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            model.removals.putIfAbsent(
                    removed.subject(), new RemovalRecord(removed.linkId(), position, at, removed.actor()));
        } else if (event instanceof ControlEvent.Revoked revoked) {
            model.revocations.put(revoked.revocationId(), created(revoked, position, at));
            for (Target target : revoked.targets()) {
                model.activeForChange(target.handle()).add(revoked.revocationId());
                Handle former = target.formerHandle();
                if (former != null) {
                    model.activeForChange(former).add(revoked.revocationId());
                }
            }
        } else if (event instanceof ControlEvent.RevocationLifted lifted) {
            lift(lifted, position, at, model);
        } else if (SigningKeys.concern(event)) {
            model.changeKeys(keys -> keys.after(event, position, at));
        }
    }

    private static RevocationRecord created(ControlEvent.Revoked event, long position, Instant at) {
        return new RevocationRecord(
                event.revocationId(),
                event.targets(),
                event.effect(),
                event.reason(),
                event.actor(),
                position,
                at,
                null,
                null,
                null);
    }

    private static RevocationRecord lifted(RevocationRecord found, String actor, long position, Instant at) {
        return new RevocationRecord(
                found.id(),
                found.targets(),
                found.effect(),
                found.reason(),
                found.actor(),
                found.position(),
                found.acceptedAt(),
                position,
                at,
                actor);
    }

    private static void create(ControlEvent.LinkCreated created, long position, Instant at, ReadModel model) {
        model.putLink(LinkRecord.created(created, position), null, at);
        model.secrets.put(created.secretHash(), created.linkId());
    }

    private static void close(ControlEvent.LinkClosed closed, long position, Instant at, ReadModel model) {
        model.link(closed.linkId())
                .ifPresent(link -> model.links.put(link.id(), LinkFold.closed(link, closed, position, at)));
    }

    /** The link's own life, beside its handle's block, which a revocation may hold: only a later suspension keeps it suspended. */
    private static void resume(ControlEvent.LinkResumed resumed, long position, ReadModel model) {
        if (!HandleChange.isVoid(resumed.basis(), position)) {
            model.link(resumed.linkId())
                    .ifPresent(link -> model.links.put(link.id(), LinkFold.resumed(link, resumed.basis(), position)));
        }
    }

    /** A void lift changes nothing; one that is older than a revocation which it names leaves that in force, as its handles' states do. */
    private static void lift(ControlEvent.RevocationLifted lifted, long position, Instant at, ReadModel model) {
        if (HandleChange.isVoid(lifted.basis(), position)) {
            return;
        }
        List<RevocationRecord> ended = lifts(lifted)
                .flatMap(id -> model.revocation(id).stream())
                .filter(found -> found.position() <= lifted.basis())
                .toList();
        // The first lift counts.
        ended.stream()
                .filter(found -> !found.isLifted())
                .forEach(found -> model.revocations.put(found.id(), lifted(found, lifted.actor(), position, at)));
        for (Target target : lifted.targets()) {
            Set<String> active = model.activeForChange(target.handle());
            ended.forEach(found -> active.remove(found.id()));
        }
    }

    private static Stream<String> lifts(ControlEvent.RevocationLifted lifted) {
        return Stream.concat(Stream.of(lifted.revocationId()), lifted.alsoLifted().stream());
    }
}
