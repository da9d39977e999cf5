package dev.edgepass.consumer.simulation;

import dev.edgepass.event.FeedPublished;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.publication.KnownAtEdge;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import dev.edgepass.publication.Publications;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What must hold of the answers that are made from what publishers record: of each position's, whatever became of its publisher. */
final class RecordChecks {
    private final Model model;
    private final Publications publications = new Publications();
    /** By the log's topic id, then by position: when a head with it, or a higher one, was in R2 for the first time. */
    private final Map<String, NavigableMap<Long, Long>> storedAt = new HashMap<>();

    private long known;

    RecordChecks(Model model) {
        this.model = model;
    }

    /** Positions of which it is known when the edge knew them. */
    long known() {
        return known;
    }

    void stored(FeedHead head) {
        NavigableMap<Long, Long> positions = storedAt.computeIfAbsent(head.topicId(), id -> new TreeMap<>());
        if (positions.isEmpty() || positions.lastKey() < head.position()) {
            positions.put(head.position(), Scheduler.EPOCH + model.now());
        }
    }

    void recorded(String run, FeedPublished event) {
        model.say(run, () -> "records " + event);
        publications.add(event);
    }

    /** The run is over. Of another fault's run nothing is required: it would be found by this too. */
    void requireTruth() {
        if (model.has(Planted.NOTHING) || model.has(Planted.SENT_TIME_TAKEN_AT_THE_ANSWER)) {
            storedAt.forEach((topicId, positions) -> {
                for (long position = 1; position <= positions.lastKey(); position++) {
                    require(topicId, position, positions.ceilingEntry(position).getValue());
                }
            });
        }
    }

    private void require(String topicId, long position, long stored) {
        KnownAtEdge answer = publications.of(topicId, position);
        boolean isTrue = answer instanceof Between between
                ? between.notBefore() <= stored && between.atTheLatest() >= stored + KnownAtEdge.BOUND_MILLIS
                : !answer.equals(new Unknown(Reason.CONTRADICTION));
        if (!isTrue) {
            throw new Violation(
                    Invariant.KNOWN_AT_EDGE_IS_TRUE,
                    "the record",
                    "position " + position + " was in R2 at " + stored + ", and the answer is " + answer);
        }
        known += answer instanceof Between ? 1 : 0;
    }
}
