package dev.edgepass.feed;

import java.util.List;

/**
 * A verified head with its segments loaded: all that is known about revocations at one place. Immutable but for the time of its last confirmation; used by one
 * thread or isolate.
 */
public final class FeedView {
    private final FeedHead head;
    private final List<Segment> segments;
    private final Fingerprinter fingerprinter;
    private final long readAt;

    /**
     * @param segments as {@code head.segments()} names them, in that order
     * @param readAt milliseconds since the epoch, by the reader's clock: taken before the head was asked for
     */
    public FeedView(FeedHead head, List<Segment> segments, long readAt) {
        this(head, segments, new Fingerprinter(head.fingerprintKey()), readAt);
    }

    private FeedView(FeedHead head, List<Segment> segments, Fingerprinter fingerprinter, long readAt) {
        this.head = head;
        this.segments = segments;
        this.fingerprinter = fingerprinter;
        this.readAt = readAt;
    }

    /** The same knowledge, confirmed by a read that was issued at {@code readAt} and found the head unchanged. */
    public FeedView confirmedAt(long readAt) {
        return new FeedView(head, segments, fingerprinter, Math.max(readAt, this.readAt));
    }

    public FeedHead head() {
        return head;
    }

    public List<Segment> segments() {
        return segments;
    }

    public long readAt() {
        return readAt;
    }

    /** Entries of tail and segments, overwritten ones counted too. */
    public int entries() {
        int entries = head.tail().size();
        for (Segment segment : segments) {
            entries += segment.size();
        }
        return entries;
    }

    /** What is in force for {@code handle}: the newest word wins. */
    public HandleState stateOf(Handle handle) {
        Fingerprint fingerprint = fingerprinter.of(handle);
        HandleState state = head.tail().find(fingerprint);
        for (int i = segments.size() - 1; state == null && i >= 0; i--) {
            state = segments.get(i).find(fingerprint);
        }
        return state == null ? HandleState.CLEAR : state;
    }
}
