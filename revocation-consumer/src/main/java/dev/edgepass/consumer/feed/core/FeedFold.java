package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentMerge;
import dev.edgepass.revocation.HandleChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The control log folded into the feed's content: handle states by fingerprint, signing keys, position. An LSM tree as the edge sees it: the tail, the part of
 * it that is being sealed, and immutable segments, 16 bytes an entry and nothing beside them (docs/feed.md). Not thread-safe.
 */
public final class FeedFold {
    /** Entries of a tail of a fold that isn't published: some 2 MB. */
    private static final int SEALED_IN_MEMORY_AT = 20_000;

    private final byte[] fingerprintKey;
    private final Fingerprinter fingerprinter;
    private final BlockPositions blocks = new BlockPositions();
    private final Map<String, PublicKey> keys = new LinkedHashMap<>();
    /** Oldest first. */
    private List<NamedSegment> segments = List.of();

    private SortedMap<Fingerprint, HandleState> tail = new TreeMap<>();
    private @Nullable Seal seal;
    private long position;
    private long lastRecordAt;
    private LogGaps gaps = LogGaps.NONE;

    /**
     * A segment that isn't stored yet.
     *
     * @param part of the tail, that is in it
     * @param from the index of the oldest segment that is in it
     */
    private record Seal(SortedMap<Fingerprint, HandleState> part, int from) {}

    private FeedFold(byte[] fingerprintKey) {
        this.fingerprintKey = fingerprintKey.clone();
        this.fingerprinter = new Fingerprinter(fingerprintKey);
    }

    /** The fold of an empty log. */
    public static FeedFold empty(byte[] fingerprintKey) {
        return new FeedFold(fingerprintKey);
    }

    /**
     * The fold that {@code head} was made from, {@code segments} being those that it names. Where blocks stand in the log it learns from the records before
     * {@link #position}, which have to be applied again from {@link #resumeFrom} on.
     */
    public static FeedFold of(FeedHead head, List<Segment> segments) {
        FeedFold fold = new FeedFold(head.fingerprintKey());
        List<NamedSegment> named = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            named.add(new NamedSegment(head.segments().get(i), segments.get(i)));
        }
        fold.segments = List.copyOf(named);
        head.tail().copyInto(fold.tail);
        head.keys().forEach(key -> fold.keys.put(key.kid(), key));
        fold.position = head.position();
        fold.lastRecordAt = head.lastRecordAt();
        fold.gaps = head.gaps();
        return fold;
    }

    /** The position from which the log has to be read. */
    long resumeFrom() {
        return Math.max(0, position - HandleChange.LIFT_WINDOW);
    }

    /**
     * Takes the next record; from one that is folded in already it only learns where blocks stand. One that can't be read is passed over, and heads say which.
     *
     * @return whether the edge has to know of it at once
     */
    public boolean apply(Entry entry) {
        ControlEvent event = entry.event();
        if (entry.position() <= position) {
            if (event != null && !gaps.passedOver().contains(entry.offset())) {
                HandleChange.of(event, entry.position()).forEach(this::learn);
            }
            return false;
        }
        position = entry.position();
        lastRecordAt = entry.acceptedAt();
        gaps = gaps.heldAt(LogGaps.NOT_HELD);
        if (event instanceof ControlEvent.KeyAdded added) {
            Map<String, String> jwk = added.jwk();
            keys.put(added.kid(), new PublicKey(added.kid(), jwk.getOrDefault("x", ""), jwk.getOrDefault("y", "")));
            return true;
        }
        if (event instanceof ControlEvent.KeyWithdrawn withdrawn) {
            keys.remove(withdrawn.kid());
            return true;
        }
        if (event == null) {
            gaps = entry.unknownType() == null
                    ? gaps.withUnreadable(entry.offset())
                    : gaps.withPassedOver(entry.offset());
            // A caller waits for the answer that its command isn't in force.
            return true;
        }
        List<HandleChange> changes = HandleChange.of(event, position);
        changes.forEach(this::apply);
        return !changes.isEmpty();
    }

    /** Stops before the record at {@code offset}: heads say so until another record is taken. {@link LogGaps#NOT_HELD}: it doesn't. */
    public void hold(long offset) {
        gaps = gaps.heldAt(offset);
    }

    private void learn(HandleChange change) {
        HandleState alone = change.change().apply(HandleState.CLEAR);
        if (alone.blocked()) {
            blocks.put(fingerprinter.of(change.handle()), alone.blockedAt());
        }
    }

    private void apply(HandleChange change) {
        Fingerprint fingerprint = fingerprinter.of(change.handle());
        HandleState before = stateOf(fingerprint);
        HandleState after = change.change().apply(before);
        if (after.blockedAt() > before.blockedAt()) {
            blocks.put(fingerprint, after.blockedAt());
        }
        if (after.cutoff() != before.cutoff() || after.blocked() != before.blocked()) {
            tail.put(fingerprint, after);
        }
    }

    /** The state in force, with the exact position of a block where the lift window has it. */
    private HandleState stateOf(Fingerprint fingerprint) {
        HandleState state = newestWord(fingerprint);
        if (state == null) {
            return HandleState.CLEAR;
        }
        return state.blocked()
                ? new HandleState(state.cutoff(), Math.max(state.blockedAt(), blocks.of(fingerprint)))
                : state;
    }

    private @Nullable HandleState newestWord(Fingerprint fingerprint) {
        HandleState state = tail.get(fingerprint);
        if (state == null && seal != null) {
            state = seal.part().get(fingerprint);
        }
        for (int i = segments.size() - 1; state == null && i >= 0; i--) {
            state = segments.get(i).segment().find(fingerprint);
        }
        return state;
    }

    /**
     * The tail merged with the youngest segments, as {@link MergePolicy} says, or with all. Until {@link #sealed} or {@link #sealFailed} the feed stays as it
     * was.
     */
    Segment beginSeal(long prunedTo, boolean everything) {
        blocks.forget(position);
        SortedMap<Fingerprint, HandleState> part = tail;
        int from = everything
                ? 0
                : MergePolicy.from(
                        segments.stream().map(named -> named.segment().size()).toList(), part.size());
        tail = new TreeMap<>();
        seal = new Seal(part, from);
        return SegmentMerge.of(parts(from, part), from == 0, prunedTo);
    }

    private List<Segment> parts(int from, SortedMap<Fingerprint, HandleState> newest) {
        List<Segment> parts = new ArrayList<>();
        segments.subList(from, segments.size()).forEach(named -> parts.add(named.segment()));
        parts.add(Segment.of(newest));
        return parts;
    }

    /**
     * The segment of {@link #beginSeal} is stored, and takes the place of those that were merged into it.
     *
     * @param stored null where it has no entry, so that nothing takes that place
     */
    void sealed(@Nullable NamedSegment stored) {
        if (seal == null) {
            throw new IllegalStateException("no seal has begun");
        }
        List<NamedSegment> after = new ArrayList<>(segments.subList(0, seal.from()));
        if (stored != null) {
            after.add(stored);
        }
        segments = List.copyOf(after);
        seal = null;
    }

    /** KV has acknowledged a copy of {@code hash}: heads mark the segment from now on, if they name it. */
    void mirrored(String hash) {
        segments = segments.stream()
                .map(named -> named.hash().equals(hash) ? named.asMirrored() : named)
                .toList();
    }

    void sealFailed() {
        tail = wholeTail();
        seal = null;
    }

    private SortedMap<Fingerprint, HandleState> wholeTail() {
        if (seal == null) {
            return tail;
        }
        SortedMap<Fingerprint, HandleState> whole = new TreeMap<>(seal.part());
        whole.putAll(tail);
        return whole;
    }

    /** While a log is folded that isn't published: seals a large tail in memory, so that the fold stays small. */
    public void sealLargeTailInMemory(long prunedTo) {
        if (tail.size() >= SEALED_IN_MEMORY_AT) {
            sealInMemory(prunedTo);
        }
    }

    /** As {@link #sealLargeTailInMemory}, whatever the tail's size. */
    public void sealInMemory(long prunedTo) {
        Segment merged = beginSeal(prunedTo, false);
        sealed(merged.size() == 0 ? null : NamedSegment.of(merged));
    }

    /** Entries that are in no stored segment, at most. */
    public int tailSize() {
        return tail.size() + (seal == null ? 0 : seal.part().size());
    }

    /** Entries of the tail that no seal has yet. */
    int unsealed() {
        return tail.size();
    }

    /** Oldest first. */
    public List<NamedSegment> segments() {
        return segments;
    }

    public long position() {
        return position;
    }

    /** When the log took the last record, milliseconds since the epoch by the log; 0 is unknown. */
    public long lastRecordAt() {
        return lastRecordAt;
    }

    /** All that is in force for tokens with a {@code pos} of {@code prunedTo} or more, without clear states. */
    public Segment inForce(long prunedTo) {
        return SegmentMerge.of(parts(0, wholeTail()), true, prunedTo);
    }

    /**
     * Blocks what {@code earlier} blocks and this log doesn't: a revocation once enforced stays so when a log loses it (ADR 8).
     *
     * @return how many handles
     */
    public int carryOverBlocks(Segment earlier, long prunedTo) {
        int carried = 0;
        for (int i = 0; i < earlier.size(); i++) {
            HandleState now = earlier.state(i).blocked() ? stateOf(earlier.fingerprint(i)) : null;
            if (now != null && !now.blocked()) {
                tail.put(earlier.fingerprint(i), now.block(1));
                carried++;
                sealLargeTailInMemory(prunedTo);
            }
        }
        return carried;
    }

    public List<PublicKey> keys() {
        return List.copyOf(keys.values());
    }

    /** The head of this fold: the tail and the stored segments. */
    public FeedHead head(long term, long sequence, String publisher, long asOf, long prunedTo, String topicId) {
        return new FeedHead(
                term,
                sequence,
                publisher,
                asOf,
                position,
                prunedTo,
                topicId,
                fingerprintKey,
                keys(),
                segments.stream().map(NamedSegment::ref).toList(),
                Segment.of(wholeTail()),
                lastRecordAt,
                gaps);
    }
}
