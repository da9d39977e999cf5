package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.feed.Publication;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revocation and how far it has come, see {@link Publication}.
 *
 * @param target a subject in its opaque form
 * @param lifted whether it was taken back itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RevocationAnswer(
        String id,
        Target target,
        Effect effect,
        @Nullable String reason,
        boolean lifted,
        long position,
        Publication.State state,
        Instant acceptedAt,
        @Nullable Instant publishedAt,
        @Nullable Instant enforcedBy) {

    static RevocationAnswer of(
            String id,
            List<Target> targets,
            Effect effect,
            @Nullable String reason,
            boolean lifted,
            Publication publication) {
        return new RevocationAnswer(
                id,
                targets.get(0),
                effect,
                reason,
                lifted,
                publication.position(),
                publication.state(),
                publication.acceptedAt(),
                publication.publishedAt(),
                publication.enforcedBy());
    }
}
