package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.revocation.HandleChange;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Folds a batch of control records. Pure: the same records on the same state give the same changes. */
public final class ControlFold {
    private ControlFold() {}

    /** What of the read model a batch builds upon, and has to be known before it can be folded. */
    public record Needs(Set<Handle> handles, Set<String> links, Set<String> revocations, Set<String> keys) {
        public boolean isEmpty() {
            return handles.isEmpty() && links.isEmpty() && revocations.isEmpty() && keys.isEmpty();
        }
    }

    public static Needs needs(List<ControlRecord> records) {
        Needs needs =
                new Needs(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        for (ControlRecord record : records) {
            ControlEvent event = record.event().data();
            HandleChange.of(event, record.position()).forEach(change -> needs.handles.add(change.handle()));
            if (event instanceof ControlEvent.LinkEdited edited) {
                needs.links.add(edited.linkId());
            } else if (event instanceof ControlEvent.LinkSuspended suspended) {
                needs.links.add(suspended.linkId());
            } else if (event instanceof ControlEvent.LinkResumed resumed) {
                needs.links.add(resumed.linkId());
            } else if (event instanceof ControlEvent.LinkClosed closed) {
                needs.links.add(closed.linkId());
            } else if (event instanceof ControlEvent.RevocationLifted lifted) {
                needs.revocations.add(lifted.revocationId());
            } else if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
                needs.keys.add(withdrawn.kid());
            }
        }
        return needs;
    }

    /** Puts what {@code records} change into {@code model}, which knows what they need. Events about links, revocations or keys that aren't there change none. */
    public static void fold(List<ControlRecord> records, ReadModel model) {
        for (ControlRecord record : records) {
            ControlEvent event = record.event().data();
            long position = record.position();
            for (HandleChange change : HandleChange.of(event, position)) {
                model.handles.put(change.handle(), change.change().apply(model.handle(change.handle())));
            }
            fold(event, position, record.event().time(), model);
        }
    }

    private static void fold(ControlEvent event, long position, Instant at, ReadModel model) {
        if (event instanceof ControlEvent.LinkCreated created) {
            model.links.put(created.linkId(), Link.created(created, position));
            model.secrets.put(created.secretHash(), created.linkId());
        } else if (event instanceof ControlEvent.LinkEdited edited) {
            model.link(edited.linkId()).ifPresent(link -> model.links.put(link.id(), link.edited(edited)));
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            model.link(suspended.linkId()).ifPresent(link -> model.links.put(link.id(), link.suspended(true)));
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            model.link(resumed.linkId()).ifPresent(link -> model.links.put(link.id(), link.suspended(false)));
        } else if (event instanceof ControlEvent.LinkClosed closed) {
            model.link(closed.linkId()).ifPresent(link -> model.links.put(link.id(), link.closed(closed, at)));
        } else if (event instanceof ControlEvent.Revoked revoked) {
            model.revocations.put(revoked.revocationId(), Revocation.of(revoked, position, at));
        } else if (event instanceof ControlEvent.RevocationLifted lifted) {
            model.revocation(lifted.revocationId())
                    .ifPresent(found -> model.revocations.put(found.id(), found.lifted(lifted, position, at)));
        } else if (event instanceof ControlEvent.KeyAdded added) {
            model.keys.put(added.kid(), SigningKey.added(added, position, at));
        } else if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
            model.key(withdrawn.kid()).ifPresent(key -> model.keys.put(key.kid(), key.withdrawn(withdrawn, position)));
        }
    }
}
