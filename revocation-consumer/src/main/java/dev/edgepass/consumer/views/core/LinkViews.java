package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.readmodel.ViewCounts;
import java.util.List;
import java.util.Map;

/**
 * What records that were folded together tell of a link.
 *
 * @param offset of the last record with a report that counted
 * @param before the link's counts before all of them
 * @param viewers by subject, the counts after them of each that was reported
 * @param reported what counted, with times that the log's own clock bounds
 */
public record LinkViews(
        String linkId,
        long offset,
        ViewCounts before,
        ViewCounts after,
        Map<String, ViewCounts> viewers,
        List<TokenViews> reported) {
    public LinkViews {
        viewers = Map.copyOf(viewers);
        reported = List.copyOf(reported);
    }
}
