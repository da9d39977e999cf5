package dev.edgepass.edge.feed.core;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.feed.UnverifiedHead;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One read of the head. It counts only if the head is genuine, not older than what was known when the read was issued, and all its segments are there; then
 * the view is as fresh as the moment at which the read was issued. The caller asks R2 for the head under the condition {@link #etag}, and says what came of it:
 *
 * <ol>
 *   <li>one of {@link #failed}, {@link #missing}, {@link #unchanged}, {@link #received};
 *   <li>after {@link #received}, unless it gave null: ES256 under {@link #key}, then {@link #verified};
 *   <li>for each segment that {@link #verified} gives: {@link #next} until it is {@link NextLoad#DONE}, or a load has failed;
 *   <li>{@link #end}, in every case. A read that never gets there does no harm: others stop to wait for it.
 * </ol>
 *
 * Any number of reads may run beside each other over one {@link FeedState}, and end in any order. Used by one thread or isolate.
 */
public final class HeadRead {
    /** Milliseconds between two looks at another read's load. */
    public static final int LOOK_AGAIN = 50;

    /**
     * Seconds for which a location keeps what KV answered: the bytes under a hash never change. A miss is kept as long, so KV is asked for a
     * {@linkplain SegmentRef#mirrored mirrored} segment only.
     */
    public static final int KV_CACHE_TTL = 86_400;

    /** Milliseconds that KV has for any segment; what is cached near the edge takes a tenth. */
    private static final int KV_TIME = 500;

    /** Milliseconds that the load of any segment may take, from KV and then from R2. */
    private static final int LOAD_TIME = 1_500;

    /** Bytes a millisecond of the slowest load from KV that is waited for: 16 MB in a second. */
    private static final int KV_PACE = 16_000;

    /** Bytes a millisecond of the slowest load: 16 MB in four seconds. */
    private static final int SLOWEST_PACE = 4_000;

    /** What a read does next about one segment of its head. */
    public enum NextLoad {
        /** The segment is there, or isn't needed any more. */
        DONE,

        /** Load it, and end that with {@link HeadRead#take} or {@link HeadRead#notLoaded}. */
        LOAD,

        /** Another read's load is trusted: ask again after {@link HeadRead#LOOK_AGAIN}. */
        WAIT
    }

    private final FeedKeys pinned;
    private final FeedState state;
    private final long issued;
    private final @Nullable String etag;
    private final @Nullable FeedHead known;
    private final @Nullable FeedHead viewed;
    private final List<SegmentSlot> slots = new ArrayList<>();
    private @Nullable UnverifiedHead unverified;
    private @Nullable PublicKey key;
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

    /** Milliseconds after which R2 is asked for what KV hasn't brought. */
    public static int kvTimeout(SegmentRef ref) {
        return KV_TIME + ref.size() / KV_PACE;
    }

    /** Milliseconds for which others count on a load, and after which its owner gives it up. */
    public static int loadTimeout(SegmentRef ref) {
        return LOAD_TIME + ref.size() / SLOWEST_PACE;
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
        key = pinned.find(parsed.kid());
        if (key == null) {
            refuse("the head's kid is not pinned (expected: one of FEED_KEYS)");
            return null;
        }
        unverified = parsed;
        headEtag = receivedEtag;
        return parsed;
    }

    /** The pinned key that must have signed what {@link #received} gave. */
    public @Nullable PublicKey key() {
        return key;
    }

    /**
     * @param good whether ES256 found the signature good under {@link #key}
     * @return the segments that have yet to be loaded
     */
    public List<SegmentRef> verified(boolean good) {
        List<SegmentRef> toLoad = new ArrayList<>();
        if (unverified == null || !good) {
            refuse("the head's signature is wrong");
            return toLoad;
        }
        FeedHead genuine = unverified.signatureIsGood();
        if (wentBack(genuine)) {
            return toLoad;
        }
        head = genuine;
        for (SegmentRef ref : genuine.segments()) {
            SegmentSlot slot = state.loaded().slot(ref);
            slots.add(slot);
            if (slot.segment == null && !state.isPast(genuine)) {
                toLoad.add(ref);
            }
        }
        state.seen(genuine);
        return toLoad;
    }

    /** What to do about {@code ref} at {@code now}. {@link NextLoad#LOAD} marks the load as this read's. */
    public NextLoad next(SegmentRef ref, long now) {
        SegmentSlot slot = slot(ref);
        FeedHead read = head;
        if (slot.segment != null || read == null || state.isPast(read)) {
            return NextLoad.DONE;
        }
        if (slot.loader != null && now - slot.begun < loadTimeout(ref)) {
            return NextLoad.WAIT;
        }
        slot.loader = this;
        slot.begun = now;
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
        SegmentSlot slot = slot(ref);
        try {
            // The copy that was loaded first is in use: a second one would be the second 16 MB.
            slot.segment = slot.segment == null ? Segment.of(words) : slot.segment;
        } catch (MalformedException e) {
            return false;
        }
        notLoaded(ref);
        return true;
    }

    /** The load of {@code ref} that this read began is over: no other read waits for it. */
    public void notLoaded(SegmentRef ref) {
        SegmentSlot slot = slot(ref);
        if (slot.loader == this) {
            slot.loader = null;
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
        List<Segment> segments = new ArrayList<>();
        for (SegmentSlot slot : slots) {
            Segment segment = slot.segment;
            if (segment == null) {
                refuse("the segment " + slot.hash + " can't be loaded, from KV or from R2");
                return;
            }
            segments.add(segment);
        }
        state.adopt(new FeedView(read, segments, issued), headEtag);
    }

    /** Why this read doesn't count, for the log; null where nothing speaks against it so far. */
    public @Nullable String refusal() {
        return refusal;
    }

    private SegmentSlot slot(SegmentRef ref) {
        for (SegmentSlot slot : slots) {
            if (slot.hash.equals(ref.hash())) {
                return slot;
            }
        }
        throw new IllegalArgumentException(ref.hash() + ": not a segment of this head");
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
