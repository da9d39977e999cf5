package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.media.ObjectCount;
import dev.edgepass.readmodel.RevocationRecord;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A revocation and how far it has come, see {@link Publication}.
 *
 * @param target the only one; a subject in its opaque form
 * @param targets where there are many, the first of them
 * @param targetCount how many there are
 * @param active whether it takes something back: it isn't lifted, nor a cutoff that every token has outlived
 * @param lifted whether it was lifted
 * @param state absent in a list, as are the two times of publication
 * @param lift how far the lift has come; absent in a list
 * @param objects that a takedown of files or folders matches now, where R2 answered in time
 * @param objectsAtLeast whether there may be more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RevocationAnswer(
        String id,
        @Nullable Target target,
        @Nullable List<Target> targets,
        int targetCount,
        Effect effect,
        @Nullable String reason,
        String actor,
        boolean active,
        boolean lifted,
        @Nullable Instant liftedAt,
        @Nullable String liftedBy,
        long position,
        Publication.@Nullable State state,
        Instant acceptedAt,
        @Nullable Instant publishedAt,
        @Nullable Instant enforcedBy,
        @Nullable Publication lift,
        @Nullable Long objects,
        @Nullable Boolean objectsAtLeast) {
    private static final int FIRST = 20;

    /**
     * @param publication null where it isn't looked up
     * @param lift null where it isn't lifted, or that isn't looked up
     */
    static RevocationAnswer of(
            RevocationRecord revocation,
            boolean active,
            @Nullable Publication publication,
            @Nullable Publication lift,
            @Nullable ObjectCount objects) {
        List<Target> targets = revocation.targets();
        boolean single = targets.size() == 1;
        return new RevocationAnswer(
                revocation.id(),
                single ? targets.get(0) : null,
                single ? null : targets.stream().limit(FIRST).toList(),
                targets.size(),
                revocation.effect(),
                revocation.reason(),
                revocation.actor(),
                active,
                revocation.isLifted(),
                revocation.liftedAt(),
                revocation.liftedBy(),
                revocation.position(),
                publication == null ? null : publication.state(),
                revocation.acceptedAt(),
                publication == null ? null : publication.publishedAt(),
                publication == null ? null : publication.enforcedBy(),
                lift,
                objects == null ? null : objects.objects(),
                objects == null || !objects.atLeast() ? null : Boolean.TRUE);
    }
}
