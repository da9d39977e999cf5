package dev.edgepass.readmodel;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleStates;
import dev.edgepass.token.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What a share link is to its holders at a moment, in the order in which the issuer refuses them. A password that was erased isn't looked at: what a person wrote is elsewhere. */
public enum LinkStanding {
    CLOSED,
    /** Also in a state of a later version. */
    SUSPENDED,
    EXPIRED,
    NOT_YET_ACTIVE,
    /** By a revocation. */
    BLOCKED,
    /** Nothing refuses it. */
    OPEN;

    /** @param blocked whether a revocation blocks it; asked only where nothing comes before */
    public static LinkStanding of(LinkRecord link, Instant now, BooleanSupplier blocked) {
        LinkTerms terms = link.terms();
        if (link.isClosed()) {
            return CLOSED;
        } else if (link.state() != LinkRecord.State.ACTIVE) {
            return SUSPENDED;
        } else if (terms.expiresAt() != null && !terms.expiresAt().isAfter(now)) {
            return EXPIRED;
        } else if (terms.activatesAt() != null && terms.activatesAt().isAfter(now)) {
            return NOT_YET_ACTIVE;
        }
        return blocked.getAsBoolean() ? BLOCKED : OPEN;
    }

    /** Those whose states decide whether a revocation blocks a link on its terms. */
    public static Set<Handle> handles(LinkRecord link) {
        Set<Handle> handles = new LinkedHashSet<>(own(link));
        link.terms().paths().forEach(path -> handles.addAll(Handle.of(new Scope(path))));
        return handles;
    }

    /**
     * The handles for which nothing is issued on a link: one of its own, or one of each of its paths. Empty where something is left of it.
     *
     * @param states of {@link #handles}
     */
    public static List<Handle> blocks(LinkRecord link, HandleStates states) {
        for (Handle own : own(link)) {
            if (states.stateOf(own).blocked()) {
                return List.of(own);
            }
        }
        List<Handle> blocks = new ArrayList<>();
        for (String path : link.terms().paths()) {
            Optional<Handle> blocked = Handle.of(new Scope(path)).stream()
                    .filter(handle -> states.stateOf(handle).blocked())
                    .findFirst();
            if (blocked.isEmpty()) {
                return List.of();
            }
            blocks.add(blocked.get());
        }
        return blocks;
    }

    private static List<Handle> own(LinkRecord link) {
        return Handle.ofToken(null, null, link.id(), link.tenant());
    }

    /** As answers and lists have it, such as {@code not-yet-active}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
