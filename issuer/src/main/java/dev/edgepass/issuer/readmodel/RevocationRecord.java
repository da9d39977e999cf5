package dev.edgepass.issuer.readmodel;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revocation as the consumer keeps it ({@code ep:revocation:<id>}).
 *
 * @param position the log's position with it
 * @param liftedAtPosition null while it is in force
 */
public record RevocationRecord(
        String id,
        List<Target> targets,
        Effect effect,
        @Nullable String reason,
        String actor,
        long position,
        Instant acceptedAt,
        @Nullable Long liftedAtPosition) {}
