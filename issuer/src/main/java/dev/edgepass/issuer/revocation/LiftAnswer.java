package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.issuer.feed.Publication;
import java.time.Instant;
import java.util.List;

/**
 * A lift and how far it has come: from {@code enforcedBy} on, no location refuses for the revocation any more.
 *
 * @param alsoLifted the first of the other revocations that ended with it
 * @param alsoLiftedCount how many there are
 * @param targetCount targets that the lift names
 * @param publication with the position of the lift
 */
record LiftAnswer(
        String id,
        boolean lifted,
        Instant liftedAt,
        String liftedBy,
        List<String> alsoLifted,
        int alsoLiftedCount,
        int targetCount,
        @JsonUnwrapped Publication publication) {
    private static final int FIRST = 20;

    static LiftAnswer of(Lifts.Lifted lifted, Publication publication) {
        return new LiftAnswer(
                lifted.id(),
                true,
                lifted.written().at(),
                lifted.actor(),
                lifted.alsoLifted().stream().limit(FIRST).toList(),
                lifted.alsoLifted().size(),
                lifted.targets(),
                publication);
    }
}
