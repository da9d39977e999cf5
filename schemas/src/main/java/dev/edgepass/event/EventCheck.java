package dev.edgepass.event;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * What every reader of the log asks of an event beyond its schema, so that each fold can take it. {@link EventCodec} asks it in both directions: no program of this
 * build writes what no program of this build reads.
 */
final class EventCheck {
    private EventCheck() {}

    /**
     * @throws UnreadableEventException with the member that is wrong
     */
    static void require(EdgepassEvent event) {
        if (event instanceof IssuanceEvent issuance) {
            if (issuance.grant() == null) {
                throw new UnreadableEventException("grant: missing", null);
            }
        } else if (event instanceof UsageEvent.ViewsReported reported) {
            reported.tokens().forEach(views -> {
                requireName("subject", views.subject());
                requireName("linkId", views.linkId());
            });
        } else if (event instanceof UsageEvent.ViewerErased erased) {
            requireName("linkId", erased.linkId());
            requireName("subject", erased.subject());
        } else if (event instanceof ControlEvent.KeyAdded added) {
            if (!(added.jwk().containsKey("x") && added.jwk().containsKey("y"))) {
                throw new UnreadableEventException("jwk: no x or no y, in key " + added.kid(), null);
            }
        } else if (event instanceof ControlEvent.Revoked revoked) {
            requireTargets(revoked.targets());
        } else if (event instanceof ControlEvent.RevocationLifted lifted) {
            requireTargets(lifted.targets());
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            closed.linkIds().forEach(id -> requireName("linkIds", id));
        } else if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            requireName("subject", removed.subject());
        } else {
            requireName("linkId", linkOf(event));
        }
    }

    private static @Nullable String linkOf(EdgepassEvent event) {
        if (event instanceof ControlEvent.LinkEdited edited) {
            return edited.linkId();
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            return suspended.linkId();
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            return resumed.linkId();
        }
        return event instanceof ControlEvent.LinkClosed closed ? closed.linkId() : null;
    }

    private static void requireTargets(Iterable<Target> targets) {
        int i = 0;
        for (Target target : targets) {
            requireName("targets[" + i++ + "].id", target.id());
        }
    }

    /** A name becomes a handle, whose fingerprint is that of its UTF-8. */
    private static void requireName(String member, @Nullable String name) {
        try {
            if (name != null) {
                Utf8.encode(name);
            }
        } catch (MalformedException e) {
            throw new UnreadableEventException(member + ": not well-formed Unicode", e);
        }
    }
}
