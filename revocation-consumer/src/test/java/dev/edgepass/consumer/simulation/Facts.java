package dev.edgepass.consumer.simulation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the log means, as a list of facts for each handle: written from docs/revocation.md and not from the fold, which is what it judges. Signing keys are handles
 * too ({@code kid:}): blocked from the start, lifted by their announcement.
 */
final class Facts {
    /** Records that a lift's basis may lie back. */
    private static final long LIFT_WINDOW = 10_000;

    private final Map<Handle, List<Fact>> byHandle = new LinkedHashMap<>();
    private final Map<String, List<Fact>> byName = new LinkedHashMap<>();
    private final Map<String, List<Fact>> keys = new LinkedHashMap<>();

    /**
     * Takes in the record that makes {@code position}.
     *
     * @return whether it is one of those that are published at once
     */
    boolean add(ControlEvent event, long position, long now) {
        if (event instanceof ControlEvent.Revoked revoked) {
            for (Target target : revoked.targets()) {
                takeBack(target.handle(), position, revoked.effect() == Effect.BLOCK, now);
            }
        } else if (event instanceof ControlEvent.RevocationLifted lifted) {
            boolean both = !lifted.alsoLifted().isEmpty();
            for (Target target : lifted.targets()) {
                if (both || lifted.effect() == Effect.BLOCK) {
                    lift(target.handle(), true, lifted.basis(), position, now);
                }
                if (both || lifted.effect() == Effect.CUTOFF) {
                    lift(target.handle(), false, lifted.basis(), position, now);
                }
            }
        } else if (event instanceof ControlEvent.LinkSuspended suspended) {
            takeBack(link(suspended.linkId()), position, true, now);
        } else if (event instanceof ControlEvent.LinkResumed resumed) {
            lift(link(resumed.linkId()), true, resumed.basis(), position, now);
        } else if (event instanceof ControlEvent.LinkClosed closed) {
            takeBack(link(closed.linkId()), position, false, now);
        } else if (event instanceof ControlEvent.LinksClosed closed) {
            closed.linkIds().forEach(id -> takeBack(link(id), position, false, now));
        } else if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            takeBack(new Handle(Handle.Kind.SUBJECT, removed.subject()), position, false, now);
        } else if (event instanceof ControlEvent.LinkEdited edited && edited.narrowed()) {
            takeBack(link(edited.linkId()), position, false, now);
        } else if (event instanceof ControlEvent.EpochBegan) {
            takeBack(Handle.ALL, position, false, now);
        } else if (event instanceof ControlEvent.KeyAdded added) {
            endWithdrawals(key(added.kid()), position, now);
        } else if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
            key(withdrawn.kid()).add(new Fact("kid:" + withdrawn.kid(), position, true, now));
        } else {
            return false;
        }
        return true;
    }

    private static Handle link(String id) {
        return new Handle(Handle.Kind.LINK, id);
    }

    private void takeBack(Handle handle, long position, boolean block, long now) {
        Fact fact = new Fact(handle.toString(), position, block, now);
        List<Fact> facts = byHandle.computeIfAbsent(handle, any -> new ArrayList<>());
        facts.add(fact);
        byName.put(fact.handle, facts);
    }

    private void lift(Handle handle, boolean block, long basis, long position, long now) {
        if (position - basis > LIFT_WINDOW) {
            return;
        }
        for (Fact fact : byHandle.getOrDefault(handle, List.of())) {
            if (fact.block == block && fact.position <= basis && fact.liftedAt == Fact.NEVER) {
                fact.liftedAt = now;
                fact.liftPosition = position;
            }
        }
    }

    private static void endWithdrawals(List<Fact> facts, long position, long now) {
        for (Fact fact : facts) {
            if (fact.liftedAt == Fact.NEVER) {
                fact.liftedAt = now;
                fact.liftPosition = position;
            }
        }
    }

    private List<Fact> key(String kid) {
        return keys.computeIfAbsent(kid, any -> {
            List<Fact> facts = new ArrayList<>();
            facts.add(new Fact("kid:" + kid, 0, true, 0));
            return facts;
        });
    }

    /** All facts about {@code handle}, in the log's order. */
    List<Fact> about(String handle) {
        return byName.getOrDefault(handle, List.of());
    }

    List<Fact> aboutKey(String kid) {
        return key(kid);
    }

    Iterable<Handle> handles() {
        return byHandle.keySet();
    }

    /** The cutoff that a head at {@code at} has to give {@code handle}; 0 is none. */
    long cutoff(Handle handle, long at) {
        long cutoff = 0;
        for (Fact fact : byHandle.getOrDefault(handle, List.of())) {
            if (!fact.block && fact.isInForceAt(at)) {
                cutoff = Math.max(cutoff, fact.position);
            }
        }
        return cutoff;
    }

    /** Whether a head at {@code at} has to block {@code handle}. */
    boolean isBlocked(Handle handle, long at) {
        for (Fact fact : byHandle.getOrDefault(handle, List.of())) {
            if (fact.block && fact.isInForceAt(at)) {
                return true;
            }
        }
        return false;
    }

    /** What takes back a view at a head of {@code at}, or null. */
    @Nullable
    Fact against(Iterable<List<Fact>> handles, long decidedOn, long at) {
        for (List<Fact> facts : handles) {
            for (Fact fact : facts) {
                if (fact.isInForceAt(at) && fact.hits(decidedOn)) {
                    return fact;
                }
            }
        }
        return null;
    }

    /** Marks what a head of {@code position} publishes. */
    void published(long position, long now) {
        byHandle.values().forEach(facts -> published(facts, position, now));
        keys.values().forEach(facts -> published(facts, position, now));
    }

    private static void published(List<Fact> facts, long position, long now) {
        for (Fact fact : facts) {
            if (fact.position <= position && fact.publishedAt == Fact.NEVER) {
                fact.publishedAt = now;
            }
            if (fact.liftPosition <= position && fact.liftPublishedAt == Fact.NEVER) {
                fact.liftPublishedAt = now;
            }
        }
    }
}
