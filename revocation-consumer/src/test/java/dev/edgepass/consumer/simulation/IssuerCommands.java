package dev.edgepass.consumer.simulation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The commands that somebody gives an issuer, by the rules of the issuer: most are decided on its read model. */
final class IssuerCommands {
    private static final String ACTOR = "ada";

    private final Model model;
    private final ReadModelCopy copy;
    private final String issuer;
    private int ids;

    IssuerCommands(Model model, ReadModelCopy copy, String issuer) {
        this.model = model;
        this.copy = copy;
        this.issuer = issuer;
    }

    /** The event of the next command; null where the issuer refuses it. */
    @Nullable
    ControlEvent next() {
        long dice = model.scheduler.between(0, 99);
        if (dice < 30) {
            return revocation();
        } else if (dice < 62) {
            return lift();
        } else if (dice < 71) {
            return linkCommand(true);
        } else if (dice < 84) {
            return resumption();
        } else if (dice < 88) {
            return linkCommand(false);
        } else if (dice < 92) {
            return narrowing();
        } else if (dice < 97) {
            return link("L" + issuer + ++ids);
        } else if (dice < 98) {
            return model.scheduler.chance(0.3) ? activation() : IssuerNode.keyAdded("K" + issuer + ++ids);
        } else {
            return withdrawal();
        }
    }

    private ControlEvent revocation() {
        Effect effect = model.scheduler.chance(0.5) ? Effect.BLOCK : Effect.CUTOFF;
        Set<Target> targets = new LinkedHashSet<>();
        for (long n = model.scheduler.chance(0.07) ? model.scheduler.between(2, 8) : 1; n > 0; n--) {
            targets.add(target());
        }
        return new ControlEvent.Revoked("R" + issuer + ++ids, List.copyOf(targets), effect, "because", ACTOR);
    }

    private Target target() {
        long dice = model.scheduler.between(0, 99);
        MintedToken token = model.tokens.any();
        if (dice < 40 && token != null) {
            return new Target(Handle.Kind.TOKEN, token.claims().id());
        } else if (dice < 65 && !copy.openLinks().isEmpty()) {
            return new Target(Handle.Kind.LINK, model.scheduler.pick(copy.openLinks()));
        } else if (dice < 75) {
            return new Target(Handle.Kind.SUBJECT, model.scheduler.pick(Catalogue.SUBJECTS));
        } else if (dice < 79) {
            return new Target(Handle.Kind.TENANT, model.scheduler.pick(Catalogue.TENANTS));
        } else if (dice < 92) {
            return new Target(Handle.Kind.FILE, model.scheduler.pick(Catalogue.OBJECTS));
        } else if (dice < 99) {
            return new Target(Handle.Kind.FOLDER, model.scheduler.pick(Catalogue.FOLDERS));
        }
        return new Target(Handle.Kind.ALL, "");
    }

    /** 409 while another cause is active, unless all revocations are to be lifted and the link itself isn't a cause. */
    private @Nullable ControlEvent lift() {
        List<ReadModelCopy.Active> revocations = copy.revocations();
        if (revocations.isEmpty()) {
            return null;
        }
        ReadModelCopy.Active first = model.scheduler.pick(revocations);
        long lifetime = model.profile.tokenLifetimeSeconds() * 1_000;
        List<ReadModelCopy.Active> all = new ArrayList<>(List.of(first));
        // Those that share a target with one that is lifted too are lifted too, and so on.
        for (int i = 0; i < all.size(); i++) {
            for (ReadModelCopy.Active other : copy.others(all.get(i), model.now(), lifetime)) {
                if (!all.contains(other)) {
                    all.add(other);
                }
            }
        }
        if (all.size() > 1 && model.scheduler.chance(0.2)) {
            return null;
        }
        Set<Target> targets = new LinkedHashSet<>();
        all.forEach(active -> targets.addAll(active.targets()));
        if (targets.stream().anyMatch(target -> copy.isHeldByLink(target.handle(), model.now(), lifetime))) {
            return null;
        }
        return new ControlEvent.RevocationLifted(
                first.id(),
                List.copyOf(targets),
                first.effect(),
                copy.position(),
                all.subList(1, all.size()).stream()
                        .map(ReadModelCopy.Active::id)
                        .toList(),
                ACTOR);
    }

    private @Nullable ControlEvent linkCommand(boolean suspend) {
        if (copy.openLinks().isEmpty()) {
            return null;
        }
        String link = model.scheduler.pick(copy.openLinks());
        if (suspend) {
            return new ControlEvent.LinkSuspended(link, ACTOR);
        }
        return switch (ids % 3) {
            case 0 -> new ControlEvent.LinkClosed(link, "over", ACTOR);
            case 1 -> new ControlEvent.LinksClosed(List.of(link), "over", ACTOR);
            default -> new ControlEvent.LinkViewerRemoved(link, model.scheduler.pick(Catalogue.SUBJECTS), ACTOR);
        };
    }

    private @Nullable ControlEvent resumption() {
        if (copy.suspendedLinks().isEmpty()) {
            return null;
        }
        String link = model.scheduler.pick(copy.suspendedLinks());
        return copy.isBlockedByRevocation(link) ? null : new ControlEvent.LinkResumed(link, copy.position(), ACTOR);
    }

    private @Nullable ControlEvent narrowing() {
        if (copy.openLinks().isEmpty()) {
            return null;
        }
        return new ControlEvent.LinkEdited(
                model.scheduler.pick(copy.openLinks()), LinkTerms.of("projects/1/"), true, copy.position(), ACTOR);
    }

    /** Says nothing to the edge. */
    private @Nullable ControlEvent activation() {
        List<String> keys = copy.keys();
        return keys.isEmpty()
                ? null
                : new ControlEvent.KeyActivated(model.scheduler.pick(keys), copy.position(), ACTOR);
    }

    /** Never the last one. */
    private @Nullable ControlEvent withdrawal() {
        List<String> keys = copy.keys();
        return keys.size() < 2 ? null : new ControlEvent.KeyWithdrawn(model.scheduler.pick(keys), "because", ACTOR);
    }

    static ControlEvent.LinkCreated link(String id) {
        return new ControlEvent.LinkCreated(
                id, "0".repeat(64), LinkTerms.of("projects/1/"), null, null, null, Instant.EPOCH, ACTOR);
    }
}
