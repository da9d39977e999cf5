package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revocation as the issuer reads it (docs/read-model.md, {@code revocation:}).
 *
 * @param acceptedAt the event's time
 */
public record Revocation(
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
    static Revocation of(ControlEvent.Revoked event, long position, Instant at) {
        return new Revocation(
                event.revocationId(),
                event.targets(),
                event.effect(),
                event.reason(),
                event.actor(),
                position,
                at,
                null,
                null,
                null);
    }

    /** Whether a lift that was decided on that position can end it: a later one it didn't know. */
    boolean isKnownAt(long basis) {
        return position <= basis;
    }

    /** The first lift counts, and none that didn't know it. */
    Revocation lifted(ControlEvent.RevocationLifted event, long liftPosition, Instant at) {
        return liftedAtPosition != null || !isKnownAt(event.basis())
                ? this
                : new Revocation(
                        id, targets, effect, reason, actor, position, acceptedAt, liftPosition, at, event.actor());
    }
}
