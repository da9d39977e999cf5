package dev.edgepass.readmodel;

import dev.edgepass.event.LinkTerms;
import java.time.Instant;
import java.util.Locale;
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

    /** As answers and lists have it, such as {@code not-yet-active}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
