package dev.edgepass.issuer.readmodel;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RemovalRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a lift is decided on, read in one step.
 *
 * @param position of the control log: the lift's basis
 * @param complete false where there was more than was asked for at most
 * @param revocations by id: the one to lift, if it exists, and those aimed at the targets that aren't lifted, oldest first
 * @param targets of the one to lift, or of all of them, and what holds each
 */
public record LiftSnapshot(long position, boolean complete, Map<String, Entry> revocations, List<Held> targets) {
    /** A revocation without its targets. */
    public record Entry(
            String id,
            Effect effect,
            String actor,
            long position,
            Instant acceptedAt,
            @Nullable Long liftedAtPosition) {
        public boolean isLifted() {
            return liftedAtPosition != null;
        }
    }

    /**
     * A target.
     *
     * @param revocations ids of those aimed at it that aren't lifted
     * @param link the share link, where it is one that exists
     * @param removal what sent the subject out of its link, where it is one that was
     */
    public record Held(
            Target target,
            HandleState state,
            List<String> revocations,
            @Nullable LinkRecord link,
            @Nullable RemovalRecord removal) {}
}
