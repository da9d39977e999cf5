package dev.edgepass.consumer.notice.rule;

import dev.edgepass.consumer.views.ViewsObserver.LinkChange;
import dev.edgepass.readmodel.LinkRecord;
import java.util.Optional;

/** Says whether a link's audience is unusual for it (docs/leaks.md). Pure. */
@FunctionalInterface
public interface AudienceJudge {
    /** What it found.
     *
     * @param week number of the UTC week, from 1970-01-05
     * @param detail one sentence with the figures
     */
    record Unusual(long week, String detail) {}

    /** Empty where nothing is unusual. */
    Optional<Unusual> judge(LinkRecord link, LinkChange change);
}
