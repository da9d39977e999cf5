package dev.edgepass.consumer.views;

import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.readmodel.ViewCounts;
import java.util.List;
import java.util.Map;

/** Learns what reports change about a link's counts, before the change is stored. */
@FunctionalInterface
public interface ViewsObserver {
    /**
     * Called again with the same change where storing it failed, and with changes of long ago while the counts are rebuilt. What it throws keeps the change from
     * being stored, so that it comes again.
     */
    void changing(LinkChange change);

    /**
     * What the reports of one batch change.
     *
     * @param partition of the usage topic
     * @param offset of the last record that took part
     * @param before the link's counts; {@link ViewCounts#NONE} where nothing was counted before
     * @param viewers counts after the change of the viewers that it is about, by subject
     * @param reported what was counted, without what came a second time
     */
    record LinkChange(
            int partition,
            long offset,
            String linkId,
            ViewCounts before,
            ViewCounts after,
            Map<String, ViewCounts> viewers,
            List<TokenViews> reported) {
        public LinkChange {
            viewers = Map.copyOf(viewers);
            reported = List.copyOf(reported);
        }
    }
}
