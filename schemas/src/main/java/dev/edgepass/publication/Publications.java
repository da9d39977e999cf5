package dev.edgepass.publication;

import dev.edgepass.event.ControlEvent.EpochBegan;
import dev.edgepass.event.FeedPublished;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import java.util.HashMap;
import java.util.Map;

/**
 * The fold of {@link FeedPublished} events. What it answers doesn't depend on their order, nor on how often each comes: publishers write again what wasn't
 * acknowledged, and one that stood still writes after its successor. Answers are as true as the publishers' clocks are in step with R2's, which is to a second. Not
 * thread-safe.
 */
public final class Publications {
    /** By the control log's topic id: another log has other records at the same positions. */
    private final Map<String, PublishedPositions> logs = new HashMap<>();

    public void add(FeedPublished event) {
        positions(event.topicId()).add(event);
    }

    /**
     * Takes the beginning of an epoch (ADR 8): where the same topic went on, no position up to the one that the feed had reached is certain any more.
     *
     * @param topicId of the control log that has the event
     */
    public void add(EpochBegan event, String topicId) {
        if (topicId.equals(event.previousTopicId())) {
            positions(topicId).wentBack(event.previousPosition());
        }
    }

    /**
     * When the edge knew a position.
     *
     * @param topicId of the control log
     */
    public KnownAtEdge of(String topicId, long position) {
        PublishedPositions known = logs.get(topicId);
        return known == null ? new Unknown(Reason.NOT_RECORDED) : known.of(position);
    }

    private PublishedPositions positions(String topicId) {
        return logs.computeIfAbsent(topicId, id -> new PublishedPositions());
    }
}
