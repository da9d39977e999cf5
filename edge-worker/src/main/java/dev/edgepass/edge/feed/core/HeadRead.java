package dev.edgepass.edge.feed.core;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One read of the head. It counts only if the head is genuine, not older than what was known when the read was issued, and all its segments are there; then
 * the view is as fresh as the moment at which the read was issued. The caller asks R2 for the head under the condition {@link #etag}, and says what came of it:
 *
 * <ol>
 *   <li>one of {@link #failed}, {@link #missing}, {@link #unchanged}, {@link #received};
 *   <li>after {@link #received}, unless it gave null: ES256 under {@link #key}, then {@link #verified};
 *   <li>for each segment that {@link #verified} gives: {@link #next} until it is {@link NextLoad#DONE}, or a load has failed;
 *   <li>{@link #end}, in every case. A read that never gets there harms nobody: others stop to count on it.
 * </ol>
 *
 * Any number of reads may run beside each other over one {@link FeedState}, and end in any order. Used by one thread or isolate.
 */
public final class HeadRead {
    private final FeedKeys pinned;
    private final FeedState state;
    private final long issued;
    private final @Nullable String etag;
    private final @Nullable FeedHead known;
    private final @Nullable FeedHead viewed;
    private final Map<String, Segment> segments = new HashMap<>();
    private final Map<String, Long> begun = new HashMap<>();
    private @Nullable UnverifiedHead unverified;
    private @Nullable FeedHead head;
    private String headEtag = "";
    private @Nullable String refusal;

    /**
     * @param pinned whose heads are believed
     * @param issued milliseconds since the epoch, taken before the read is sent: what it brings is at least that fresh
     */
    public HeadRead(FeedKeys pinned, FeedState state, long issued) {
        this.pinned = pinned;
        this.state = state;
        this.issued = issued;
        this.etag = state.etag();
        this.known = state.newest();
        FeedView view = state.view();
        this.viewed = view == null ? null : view.head();
        state.readIssued(issued);
    }

    /** The condition: only a head with another etag is of interest. Null: any head is. */
    public @Nullable String etag() {
        return etag;
    }

    /** R2 gave no answer. */
    public void failed(String why) {
        refuse("the head can't be read: " + why);
    }

    /** R2 has no head. */
    public void missing() {
        refuse("there is no head in R2 (expected: the consumer publishes one)");
    }

    /** R2 still has the head of {@link #etag}. */
    public void unchanged() {
        if (viewed != null && !wentBack(viewed)) {
            state.confirm(issued);
        }
    }

    /**
     * R2 has another head.
     *
     * @return the head, whose signature is to be checked under {@link #key}; null where the read is refused
     */
    public @Nullable UnverifiedHead received(String compact, String receivedEtag) {
        UnverifiedHead parsed;
        try {
            parsed = UnverifiedHead.parse(compact);
        } catch (MalformedException e) {
            refuse("the head is malformed: " + e.getMessage());
            return null;
        }
        if (pinned.find(parsed.kid()) == null) {
            refuse("the head's kid is not pinned (expected: one of FEED_KEYS)");
            return null;
        }
        unverified = parsed;
        headEtag = receivedEtag;
        return parsed;
    }

    /** The pinned key that must have signed what {@link #received} gave. */
    public PublicKey key() {
        PublicKey key = unverified == null ? null : pinned.find(unverified.kid());
        if (key == null) {
            throw new IllegalStateException("no head was received");
        }
        return key;
    }

    /**
     * @param good whether ES256 found the signature good under {@link #key}
     * @return the segments that have yet to be loaded
     */
    public List<SegmentRef> verified(boolean good) {
        if (unverified == null || !good) {
            refuse("the head's signature is wrong");
            return List.of();
        }
        FeedHead genuine = unverified.signatureIsGood();
        if (wentBack(genuine)) {
            return List.of();
        }
        head = genuine;
        state.seen(genuine);
        List<SegmentRef> toLoad = new ArrayList<>();
        for (SegmentRef ref : genuine.segments()) {
            if (!isThere(ref)) {
                toLoad.add(ref);
            }
        }
        return toLoad;
    }

    /** What to do about {@code ref} at {@code now}. {@link NextLoad#LOAD} marks the load as this read's. */
    public NextLoad next(SegmentRef ref, long now) {
        if (isThere(ref)) {
            return NextLoad.DONE;
        }
        if (state.loaded().isUnderWay(ref, now)) {
            return NextLoad.WAIT;
        }
        state.loaded().begin(ref, now);
        begun.put(ref.hash(), now);
        return NextLoad.LOAD;
    }

    /**
     * Takes {@code words} for the segment {@code ref}, if they are. They are kept, not copied.
     *
     * @param words the bytes as little-endian words
     * @param sha256 of the bytes, in lower-case hex
     * @return whether they are; if not, the next source is to be tried
     */
    public boolean take(SegmentRef ref, int[] words, String sha256) {
        if (!sha256.equals(ref.hash()) || words.length * 4 != ref.size()) {
            return false;
        }
        Segment segment;
        try {
            segment = Segment.of(words);
        } catch (MalformedException e) {
            return false;
        }
        if (!isThere(ref)) {
            segments.put(ref.hash(), segment);
            state.keep(ref, segment);
        }
        notLoaded(ref);
        return true;
    }

    /** The load of {@code ref} that this read began is over: nobody needs to wait for it. */
    public void notLoaded(SegmentRef ref) {
        Long since = begun.remove(ref.hash());
        if (since != null) {
            state.loaded().end(ref, since);
        }
    }

    /** The read is over: its view is adopted, if it is complete. */
    public void end() {
        state.readEnded(issued);
        FeedHead read = head;
        if (read == null) {
            return;
        }
        if (state.isPast(read)) {
            state.confirm(issued);
            return;
        }
        List<Segment> inOrder = new ArrayList<>();
        for (SegmentRef ref : read.segments()) {
            if (!isThere(ref)) {
                refuse("the segment " + ref.hash() + " can't be loaded, from KV or from R2");
                return;
            }
            inOrder.add(segments.get(ref.hash()));
        }
        state.adopt(new FeedView(read, inOrder, issued), headEtag);
    }

    /** Why this read doesn't count, for the log; null where nothing speaks against it so far. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** Whether this read holds the segment, or needs none because another read brought a newer view. */
    private boolean isThere(SegmentRef ref) {
        if (!segments.containsKey(ref.hash())) {
            Segment shared = state.loaded().find(ref);
            if (shared == null) {
                return head != null && state.isPast(head);
            }
            segments.put(ref.hash(), shared);
        }
        return true;
    }

    /** Whether R2 has an older head than it had before this read was issued. The view may be that old itself, where a newer one lacks segments. */
    private boolean wentBack(FeedHead found) {
        if (known == null || !found.isOlderThan(known)) {
            return false;
        }
        refuse("the head is older than the last one: " + place(found) + " (expected: >= " + place(known) + ")");
        return true;
    }

    private static String place(FeedHead head) {
        return "term " + head.term() + ", sequence " + head.sequence();
    }

    private void refuse(String why) {
        refusal = why;
    }
}
