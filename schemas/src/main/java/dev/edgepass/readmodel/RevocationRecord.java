package dev.edgepass.readmodel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revocation ({@link Keys#revocation}).
 *
 * @param position the log's position with it
 * @param acceptedAt the event's time
 * @param liftedAtPosition null where it isn't lifted
 */
public record RevocationRecord(
        String id,
        List<Target> targets,
        Effect effect,
        @Nullable String reason,
        String actor,
        long position,
        Instant acceptedAt,
        @Nullable Long liftedAtPosition,
        @Nullable Instant liftedAt,
        @Nullable String liftedBy) {
    @JsonIgnore
    public boolean isLifted() {
        return liftedAtPosition != null;
    }

    /** Whether it still revokes something: not lifted, and for a cutoff, accepted after {@code ageLimit}, since every older token has expired. */
    public boolean isActive(Instant ageLimit) {
        return !isLifted() && (effect == Effect.BLOCK || acceptedAt.isAfter(ageLimit));
    }
}
