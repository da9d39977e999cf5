package dev.edgepass.consumer.feed.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.revocation.HandleChange;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The control log folded into what the feed says: handle states by fingerprint, signing keys, position; and how that is spread over segments and tail. Not
 * thread-safe.
 */
public final class FeedFold {
    private final byte[] fingerprintKey;
    private final Fingerprinter fingerprinter;
    private final Map<Fingerprint, HandleState> live = new HashMap<>();
    private final Map<String, PublicKey> keys = new LinkedHashMap<>();
    private List<SegmentRef> segments = List.of();
    private SortedMap<Fingerprint, HandleState> tail = new TreeMap<>();
    /** The part of the tail that is in a snapshot which isn't stored yet. */
    private @Nullable SortedMap<Fingerprint, HandleState> sealing;

    private long position;

    private FeedFold(byte[] fingerprintKey) {
        this.fingerprintKey = fingerprintKey.clone();
        this.fingerprinter = new Fingerprinter(fingerprintKey);
    }

    /** The fold of an empty log. */
    public static FeedFold empty(byte[] fingerprintKey) {
        return new FeedFold(fingerprintKey);
    }

    /** The fold that {@code head} was made from, {@code segments} being those that it names. */
    public static FeedFold of(FeedHead head, List<Segment> segments) {
        FeedFold fold = new FeedFold(head.fingerprintKey());
        for (Segment segment : segments) {
            segment.copyInto(fold.live);
        }
        head.tail().copyInto(fold.live);
        head.tail().copyInto(fold.tail);
        fold.live.values().removeIf(HandleState::isClear);
        head.keys().forEach(key -> fold.keys.put(key.kid(), key));
        fold.segments = head.segments();
        fold.position = head.position();
        return fold;
    }

    /**
     * Takes the next record; one that is folded in already changes nothing.
     *
     * @return whether it says something that the edge has to know at once
     */
    public boolean apply(Entry entry) {
        if (entry.position() <= position) {
            return false;
        }
        position = entry.position();
        ControlEvent event = entry.event();
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
            return false;
        }
        List<HandleChange> changes = HandleChange.of(event, position);
        changes.forEach(this::apply);
        return !changes.isEmpty();
    }

    private void apply(HandleChange change) {
        Fingerprint fingerprint = fingerprinter.of(change.handle());
        HandleState before = live.getOrDefault(fingerprint, HandleState.CLEAR);
        HandleState after = change.change().apply(before);
        if (after.equals(before)) {
            return;
        }
        if (after.isClear()) {
            live.remove(fingerprint);
        } else {
            live.put(fingerprint, after);
        }
        tail.put(fingerprint, after);
    }

    /** A snapshot of everything in force, for a segment that replaces all others; until {@link #sealed} or {@link #sealFailed} the tail keeps its part too. */
    Segment beginSeal() {
        sealing = tail;
        tail = new TreeMap<>();
        return Segment.of(new TreeMap<>(live));
    }

    /** The snapshot is stored: it is all that is needed beside what changed since. */
    void sealed(List<SegmentRef> snapshot) {
        segments = List.copyOf(snapshot);
        sealing = null;
    }

    void sealFailed() {
        tail = wholeTail();
        sealing = null;
    }

    boolean isSealing() {
        return sealing != null;
    }

    private SortedMap<Fingerprint, HandleState> wholeTail() {
        if (sealing == null) {
            return tail;
        }
        SortedMap<Fingerprint, HandleState> whole = new TreeMap<>(sealing);
        whole.putAll(tail);
        return whole;
    }

    int tailSize() {
        return tail.size();
    }

    public long position() {
        return position;
    }

    /** What is in force, without clear states. */
    public Map<Fingerprint, HandleState> live() {
        return Collections.unmodifiableMap(live);
    }

    public List<PublicKey> keys() {
        return List.copyOf(keys.values());
    }

    FeedHead head(long term, long sequence, String publisher, long asOf, long prunedTo, String topicId) {
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
                segments,
                Segment.of(wholeTail()));
    }
}
