package dev.edgepass.feed;

import java.util.List;

/**
 * A verified head with its segments loaded: all that is known about revocations at one place. Immutable but for the time of its last confirmation; used by one
 * thread or isolate.
 */
public final class FeedView implements HandleStates {
    /** Milliseconds that a reader's clock may go back unnoticed: with the age of a read that is decided on, that makes the promised bound. */
    public static final long CLOCK_STEP = 2_000;

    private final FeedHead head;
    private final List<Segment> segments;
    private final Fingerprinter fingerprinter;
    private final Object edition;
    private final long readAt;

    /**
     * @param segments as {@code head.segments()} names them, in that order
     * @param readAt milliseconds since the epoch, by the reader's clock: taken before the head was asked for
     */
    public FeedView(FeedHead head, List<Segment> segments, long readAt) {
        this(head, segments, new Fingerprinter(head.fingerprintKey()), new Object(), readAt);
    }

    private FeedView(FeedHead head, List<Segment> segments, Fingerprinter fingerprinter, Object edition, long readAt) {
        this.head = head;
        this.segments = segments;
        this.fingerprinter = fingerprinter;
        this.edition = edition;
        this.readAt = readAt;
    }

    /**
     * The same knowledge, confirmed by a read that was issued at {@code issued} and found the head unchanged. Reads may end in any order, so the latest counts; but
     * where this one's time lies too far in the future, the reader's clock has gone back, and only {@code issued} is a time that can be compared.
     */
    public FeedView confirmedAt(long issued) {
        return at(readAt - issued > CLOCK_STEP ? issued : Math.max(issued, readAt));
    }

    /** The same knowledge, as of a read that was issued at {@code time}. */
    public FeedView at(long time) {
        return new FeedView(head, segments, fingerprinter, edition, time);
    }

    public FeedHead head() {
        return head;
    }

    public List<Segment> segments() {
        return segments;
    }

    /** Identity of the view's content, for caches: the same object in every view with the same content. Holds no reference to the view. */
    public Object edition() {
        return edition;
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
    @Override
    public HandleState stateOf(Handle handle) {
        Fingerprint fingerprint = fingerprinter.of(handle);
        HandleState state = head.tail().find(fingerprint);
        for (int i = segments.size() - 1; state == null && i >= 0; i--) {
            state = segments.get(i).find(fingerprint);
        }
        return state == null ? HandleState.CLEAR : state;
    }
}
