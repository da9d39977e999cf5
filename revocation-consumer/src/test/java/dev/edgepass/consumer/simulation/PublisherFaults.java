package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.StoredHead;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the planted faults do between a publisher and its world; nothing, where none of them is planted. */
final class PublisherFaults {
    private final Model model;
    private final Set<Target> blocked = new HashSet<>();

    PublisherFaults(Model model) {
        this.model = model;
    }

    /** The token lifetime that a publisher is set up with; a wrong one leaves 5 s with all slack. */
    long tokenLifetimeSeconds() {
        return model.has(Planted.PRUNED_TOO_EARLY)
                ? 5 - model.profile.pruneSlack() / 1_000
                : model.profile.tokenLifetimeSeconds();
    }

    /** The record as the fold is shown it. */
    Entry translated(Entry entry) {
        if (entry.position() == model.log.unknown()) {
            return new Entry(entry.position(), entry.acceptedAt(), null);
        }
        ControlEvent event = entry.event();
        if (model.has(Planted.RESUME_CLEARS_CUTOFF) && event instanceof ControlEvent.LinkResumed resumed) {
            ControlEvent lift = new ControlEvent.RevocationLifted(
                    "resumption",
                    List.of(new Target(Handle.Kind.LINK, resumed.linkId())),
                    Effect.BLOCK,
                    entry.position(),
                    List.of("and the cutoff"),
                    resumed.actor());
            return new Entry(entry.position(), entry.acceptedAt(), lift);
        }
        if (model.has(Planted.LATER_REVOCATION_WEAKENS_EARLIER) && event instanceof ControlEvent.Revoked revoked) {
            return new Entry(entry.position(), entry.acceptedAt(), weakened(revoked, entry.position()));
        }
        if (model.has(Planted.TRUNCATION_HIDDEN)) {
            return new Entry(entry.position(), model.log.firstTime(entry.position()), event);
        }
        return entry;
    }

    /** The later word on a target replaces the earlier one: where that was a block, only a cutoff is left. */
    private ControlEvent weakened(ControlEvent.Revoked revoked, long position) {
        if (revoked.effect() == Effect.BLOCK) {
            blocked.addAll(revoked.targets());
            return revoked;
        }
        if (revoked.targets().stream().noneMatch(blocked::contains)) {
            return revoked;
        }
        return new ControlEvent.RevocationLifted(
                revoked.revocationId(), revoked.targets(), Effect.BLOCK, position, null, revoked.actor());
    }

    /** The head as it is signed. */
    FeedHead beforeSigning(FeedHead head) {
        if (model.has(Planted.MARKED_BEFORE_KV_ACKNOWLEDGED)) {
            return with(
                    head,
                    head.asOf(),
                    head.segments().stream().map(SegmentRef::asMirrored).toList(),
                    head.tail());
        }
        if (model.has(Planted.FRESH_AS_OF_WHILE_HELD) && head.gaps().isHeld()) {
            return with(head, Scheduler.EPOCH + model.now(), head.segments(), head.tail());
        }
        if (!model.has(Planted.LIFT_PRUNED_BEFORE_ITS_ENTRY)) {
            return head;
        }
        Map<Fingerprint, HandleState> tail = new HashMap<>();
        head.tail().copyInto(tail);
        tail.values().removeIf(HandleState::isClear);
        return with(head, head.asOf(), head.segments(), Segment.of(new TreeMap<>(tail)));
    }

    private static FeedHead with(FeedHead head, long asOf, List<SegmentRef> segments, Segment tail) {
        return new FeedHead(
                head.term(),
                head.sequence(),
                head.publisher(),
                asOf,
                head.position(),
                head.prunedTo(),
                head.topicId(),
                head.fingerprintKey(),
                head.keys(),
                segments,
                tail,
                head.lastRecordAt(),
                head.gaps());
    }

    /** The head that is read, as the publisher is shown it. */
    @Nullable
    StoredHead readBack(@Nullable StoredHead head, String reader) {
        boolean own = head != null && reader.equals(model.oracle.signer(head.compact()));
        if (head == null || !own || !model.has(Planted.OWN_WRITE_TAKEN_FOR_FENCING)) {
            return head;
        }
        SimulatedSeal seal = new SimulatedSeal(model.scheduler, same -> same, compact -> {});
        return new StoredHead(seal.sign(seal.open(head.compact())), head.etag(), head.writtenAt());
    }

    /** The log's end, as the publisher is told it. */
    long logEnd() {
        return model.has(Planted.TRUNCATION_HIDDEN) ? model.log.highestEnd() : model.log.end();
    }

    /** The topic's id, as the publisher is told it. */
    String topicId() {
        return model.has(Planted.TRUNCATION_HIDDEN) ? ControlLog.FIRST_TOPIC_ID : model.log.topicId();
    }
}
