package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.revocation.HandleChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The read model that an issuer decides on: the log folded up to some position, which may lie far back. Position and state are read in one step. */
final class ReadModelCopy {
    private final Map<Handle, HandleState> states = new HashMap<>();
    private final Map<String, Active> revocations = new LinkedHashMap<>();
    private final Set<String> open = new TreeSet<>();
    private final Set<String> suspended = new TreeSet<>();
    private final Map<Handle, Long> endedAt = new HashMap<>();
    private final Set<String> keys = new TreeSet<>();
    private long position;

    /** A revocation that isn't lifted. */
    record Active(String id, List<Target> targets, Effect effect, long acceptedAt) {}

    /** Takes in what was in the log at the true time {@code until}. */
    void catchUp(ControlLog log, long until) {
        while (position < log.end() && position + 1 != log.unknown() && log.appendedAt(position + 1) <= until) {
            take(log.entry(position + 1), log.appendedAt(position + 1));
        }
    }

    private void take(Entry entry, long at) {
        position = entry.position();
        ControlEvent event = entry.event();
        if (event == null) {
            return;
        }
        for (HandleChange change : HandleChange.of(event, position)) {
            states.merge(change.handle(), change.change().apply(stateOf(change.handle())), (old, now) -> now);
        }
        if (event instanceof ControlEvent.LinkCreated created) {
            open.add(created.linkId());
        } else if (event instanceof ControlEvent.LinkClosed closed) {
            close(closed.linkId(), at);
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            closed.linkIds().forEach(id -> close(id, at));
        } else if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            endedAt.put(new Handle(Handle.Kind.SUBJECT, removed.subject()), at);
        } else if (event instanceof ControlEvent.LinkEdited edited && edited.narrowed()) {
            endedAt.put(link(edited.linkId()), at);
        } else if (event instanceof ControlEvent.LinkSuspended suspension) {
            suspended.add(suspension.linkId());
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            suspended.remove(resumed.linkId());
        } else if (event instanceof ControlEvent.Revoked revoked) {
            revocations.put(
                    revoked.revocationId(),
                    new Active(revoked.revocationId(), revoked.targets(), revoked.effect(), at));
        } else if (event instanceof ControlEvent.RevocationLifted lifted
                && !HandleChange.isVoid(lifted.basis(), position)) {
            revocations.remove(lifted.revocationId());
            lifted.alsoLifted().forEach(revocations::remove);
        } else if (event instanceof ControlEvent.KeyAdded added) {
            keys.add(added.kid());
        } else if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
            keys.remove(withdrawn.kid());
        }
    }

    private void close(String linkId, long at) {
        open.remove(linkId);
        suspended.remove(linkId);
        endedAt.put(link(linkId), at);
    }

    static Handle link(String id) {
        return new Handle(Handle.Kind.LINK, id);
    }

    long position() {
        return position;
    }

    HandleState stateOf(Handle handle) {
        return states.getOrDefault(handle, HandleState.CLEAR);
    }

    List<String> openLinks() {
        return List.copyOf(open);
    }

    List<String> suspendedLinks() {
        return List.copyOf(suspended);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    List<Active> revocations() {
        return List.copyOf(revocations.values());
    }

    /** What else is active on the targets of {@code revocation}: a cutoff counts for one token lifetime. */
    List<Active> others(Active revocation, long now, long lifetime) {
        List<Active> others = new ArrayList<>();
        for (Active other : revocations.values()) {
            boolean counts = other.effect() == Effect.BLOCK || now - other.acceptedAt() <= lifetime;
            if (!other.id().equals(revocation.id()) && counts && shareTargets(revocation, other)) {
                others.add(other);
            }
        }
        return others;
    }

    private static boolean shareTargets(Active one, Active other) {
        return one.targets().stream().anyMatch(other.targets()::contains);
    }

    /** Whether what no lift ends is a cause too: the link's own state, or a viewer's removal. */
    boolean isHeldByLink(Handle handle, long now, long lifetime) {
        Long ended = endedAt.get(handle);
        return handle.kind() == Handle.Kind.LINK && suspended.contains(handle.id())
                || ended != null && now - ended <= lifetime;
    }

    /** Whether a revocation blocks the link, beside its own suspension. */
    boolean isBlockedByRevocation(String linkId) {
        return revocations.values().stream()
                .filter(active -> active.effect() == Effect.BLOCK)
                .anyMatch(active -> active.targets().contains(new Target(Handle.Kind.LINK, linkId)));
    }
}
