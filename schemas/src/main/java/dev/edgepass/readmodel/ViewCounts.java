package dev.edgepass.readmodel;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.UsageEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the edge counted of the views of a link, or of one of its viewers ({@link Keys#views}). All counts are lower bounds (docs/views.md). Times are milliseconds since
 * the epoch by the edge's clock.
 *
 * @param opens granted views that followed on none of that viewer for {@link UsageEvent.TokenViews#OPEN_AFTER}
 * @param requests granted
 * @param bytes offered in answers to them
 * @param objects distinct ones that one isolate saw, at most
 * @param firstAt of the first granted view; null where none was
 * @param lastAt of the last granted view
 * @param lastOpenedAt of the last open
 * @param countries granted requests by country
 * @param refusals refused requests with a good signature, by reason
 * @param audience of the newest week
 * @param erased whether the viewer was erased: then nothing is counted any more
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record ViewCounts(
        long opens,
        long requests,
        long bytes,
        int objects,
        @Nullable Long firstAt,
        @Nullable Long lastAt,
        @Nullable Long lastOpenedAt,
        Map<String, Long> countries,
        Map<String, Long> refusals,
        @Nullable Long lastRefusedAt,
        @Nullable Audience audience,
        boolean erased) {
    public static final ViewCounts NONE =
            new ViewCounts(0, 0, 0, 0, null, null, null, Map.of(), Map.of(), null, null, false);

    /** The field of a link's own counts in {@link Keys#views}; the others are those of its viewers. */
    public static final String ALL_VIEWERS = "*";

    public ViewCounts {
        countries = countries == null ? Map.of() : Map.copyOf(countries);
        refusals = refusals == null ? Map.of() : Map.copyOf(refusals);
    }

    /**
     * From where views came in one week.
     *
     * @param week number of the UTC week, from 1970-01-05
     * @param countries distinct
     * @param networks distinct, as hashes that can be compared within the week ({@link UsageEvent.TokenViews#networks}); a bounded number of them
     */
    public record Audience(long week, List<String> countries, List<String> networks) {
        public Audience {
            countries = countries == null ? List.of() : List.copyOf(countries);
            networks = networks == null ? List.of() : List.copyOf(networks);
        }
    }
}
