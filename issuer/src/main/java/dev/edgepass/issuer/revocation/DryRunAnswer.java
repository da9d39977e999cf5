package dev.edgepass.issuer.revocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.Effect;
import dev.edgepass.issuer.media.ObjectCount;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a revocation would hit; nothing was written. For the numbers see {@link DryRun.Result}.
 *
 * @param atLeast whether there may be more of all but the objects
 * @param objects that a takedown of files or folders matches now, where R2 answered in time
 * @param objectsAtLeast whether there may be more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DryRunAnswer(
        boolean dryRun,
        int targetCount,
        Effect effect,
        long tokens,
        long links,
        long viewers,
        @Nullable Boolean atLeast,
        @Nullable Long objects,
        @Nullable Boolean objectsAtLeast,
        Samples samples,
        long position) {

    /** A few of each. */
    record Samples(List<String> tokens, List<DryRun.LinkSample> links, List<String> subjects) {}

    static DryRunAnswer of(int targets, Effect effect, DryRun.Result result, @Nullable ObjectCount objects) {
        return new DryRunAnswer(
                true,
                targets,
                effect,
                result.tokens(),
                result.links(),
                result.viewers(),
                result.atLeast() ? Boolean.TRUE : null,
                objects == null ? null : objects.objects(),
                objects == null || !objects.atLeast() ? null : Boolean.TRUE,
                new Samples(result.tokenSamples(), result.linkSamples(), result.subjectSamples()),
                result.position());
    }
}
