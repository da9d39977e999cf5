package dev.edgepass.issuer.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.readmodel.Views;
import dev.edgepass.readmodel.ViewCounts;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the edge counted of views, as an API answer. What wasn't reported isn't in it. Times are the edge's.
 *
 * @param opens times at which a viewer began to view: one in 30 minutes at most for each viewer
 * @param requests granted
 * @param bytes offered in answers to them
 * @param objects distinct ones that one isolate saw, at most; absent where none was
 * @param countries granted requests by country
 * @param refused refused requests with a good signature
 * @param refusals the same by reason
 * @param completeFrom from when on all that was reported is counted; absent where nothing was reported yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CountedViews(
        long opens,
        long requests,
        long bytes,
        @Nullable Integer objects,
        @Nullable Instant firstAt,
        @Nullable Instant lastAt,
        @Nullable Instant lastOpenedAt,
        Map<String, Long> countries,
        long refused,
        Map<String, Long> refusals,
        @Nullable Instant lastRefusedAt,
        @Nullable Instant completeFrom) {

    /**
     * @param counted whether views are counted at all: if not, that there are none says nothing
     * @param since when the link or the viewer came
     * @return null where nothing is known, or the viewer was erased
     */
    public static @Nullable CountedViews of(Views.Known known, boolean counted, Instant since) {
        ViewCounts counts = known.counts(counted, since);
        if (counts == null || counts.erased()) {
            return null;
        }
        Long from = known.completeFrom();
        return new CountedViews(
                counts.opens(),
                counts.requests(),
                counts.bytes(),
                counts.objects() == 0 ? null : counts.objects(),
                instant(counts.firstAt()),
                instant(counts.lastAt()),
                instant(counts.lastOpenedAt()),
                new TreeMap<>(counts.countries()),
                counts.refusals().values().stream().mapToLong(Long::longValue).sum(),
                new TreeMap<>(counts.refusals()),
                instant(counts.lastRefusedAt()),
                from == null ? null : Instant.ofEpochMilli(from));
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
