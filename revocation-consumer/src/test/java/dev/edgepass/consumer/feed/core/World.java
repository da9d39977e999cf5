package dev.edgepass.consumer.feed.core;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.revoked;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Log, R2 and KV in memory under one virtual clock, with the faults that a test asks for. */
final class World implements FeedClock {
    static final long EPOCH = 1_795_000_000_000L;
    /** The term of a feed that begins at that moment. */
    static final long FIRST_TERM = EPOCH / 1_000;
    /** A token's longest life and the slack. */
    static final long PRUNE_AGE = 25 * 3_600_000L;

    final List<Entry> log = new ArrayList<>();
    final Map<String, byte[]> segmentsInR2 = new HashMap<>();
    final Map<String, byte[]> segmentsInKv = new HashMap<>();
    final List<FeedHead> heads = new ArrayList<>();
    final List<Long> writtenAt = new ArrayList<>();
    private final PlainSeal seal = new PlainSeal();

    @Nullable
    StoredHead head;

    String topicId = "topic-1";
    /** What lies before is gone from the log. */
    int logStart;

    boolean brokerUp = true;
    boolean r2Up = true;
    boolean kvUp = true;
    private long millis;
    private int etags;

    @Override
    public long wallMillis() {
        return EPOCH + millis;
    }

    @Override
    public long monotonicMillis() {
        return millis;
    }

    void pass(long more) {
        millis += more;
    }

    long append(ControlEvent event) {
        log.add(new Entry(log.size() + 1, wallMillis(), event));
        return log.size();
    }

    /** Cutoffs of links, numbered. */
    void revoke(int from, int to) {
        for (int i = from; i < to; i++) {
            append(revoked("R" + i, Effect.CUTOFF, link("L" + i)));
        }
    }

    /** What an edge knows of such a link. */
    long cutoff(int link) {
        return view().stateOf(new Handle(Handle.Kind.LINK, "L" + link)).cutoff();
    }

    /** Hashes of the segments that the last head names. */
    String[] named() {
        return lastHead().segments().stream().map(SegmentRef::hash).toArray(String[]::new);
    }

    /** A record that is no event at all. */
    long appendGarbage() {
        log.add(new Entry(log.size() + 1, wallMillis(), null));
        return log.size();
    }

    /** An event of a program that is newer than the publishers. */
    long appendUnknown() {
        log.add(Entry.unknown(log.size() + 1, wallMillis(), "dev.edgepass.revocation.created.v2"));
        return log.size();
    }

    /** The first record taken at or after that time; -1 where there is none. */
    long offsetAt(long wallMillis) {
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i).acceptedAt() >= wallMillis) {
                return i;
            }
        }
        return -1;
    }

    /** A conditional write; true where it took place. */
    boolean put(Step.WriteHead write) {
        String there = head == null ? null : head.etag();
        if (there == null ? write.ifMatch() != null : !there.equals(write.ifMatch())) {
            return false;
        }
        head = new StoredHead(write.compact(), "etag-" + ++etags, wallMillis() / 1_000 * 1_000);
        heads.add(seal.open(write.compact()));
        writtenAt.add(millis);
        return true;
    }

    FeedHead lastHead() {
        return heads.get(heads.size() - 1);
    }

    /** What an edge would make of the feed now. */
    FeedView view() {
        List<Segment> segments = lastHead().segments().stream()
                .map(ref -> Segment.of(segmentsInR2.get(ref.hash())))
                .toList();
        return new FeedView(lastHead(), segments, wallMillis());
    }
}
