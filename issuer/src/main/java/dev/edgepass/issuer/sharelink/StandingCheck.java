package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;

/** Whether a share link is of use to its holders now, by its own state and terms: blocks and cutoffs of its handles are for the caller to look up. Pure. */
public final class StandingCheck {
    private StandingCheck() {}

    /**
     * @throws ProblemException {@code link-closed}, {@code blocked}, {@code link-expired}, {@code link-not-active}
     */
    public static void requireOpen(LinkRecord link, Instant now) {
        LinkTerms terms = link.terms();
        if (link.state() == LinkRecord.State.CLOSED) {
            throw ProblemType.LINK_CLOSED.because("Its owner, or an admin, has closed it.");
        }
        if (link.state() != LinkRecord.State.ACTIVE) {
            throw blocked();
        }
        if (terms.lostPassword()) {
            throw ProblemType.BLOCKED.because(
                    "Its password was erased, so nobody gets in. Ask the sender of the link for another password.");
        }
        if (terms.expiresAt() != null && !terms.expiresAt().isAfter(now)) {
            throw ProblemType.LINK_EXPIRED.because("Ask the sender of the link for a new one.");
        }
        if (terms.activatesAt() != null && terms.activatesAt().isAfter(now)) {
            throw ProblemType.LINK_NOT_ACTIVE.because("It opens at " + terms.activatesAt() + ".");
        }
    }

    public static ProblemException blocked() {
        return ProblemType.BLOCKED.because("Ask the sender of the link.");
    }
}
