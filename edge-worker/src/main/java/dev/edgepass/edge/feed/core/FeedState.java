package dev.edgepass.edge.feed.core;

import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.SegmentRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of an isolate share about the feed: values only, never promises or I/O objects, because a request's cancellation can leave its promises
 * unsettled for ever. Times are milliseconds since the epoch by the isolate's clock. Used by one thread or isolate.
 */
public final class FeedState {
    /** Between two polls in the background, in milliseconds, by default. */
    public static final long DEFAULT_POLL_INTERVAL = 1_500;

    /** Between two reads that unknown keys may cause. */
    private static final long KEY_READ_INTERVAL = 1_500;

    /** How long others count on a read that is under way. */
    public static final long TRUSTED_READ = 1_000;

    /** Between two looks at another request's read. */
    public static final int LOOK_AGAIN = 10;

    /** After which a request stops to wait for its own read; a late result still counts for the others. */
    public static final int READ_TIMEOUT = 4_000;

    /** The age of the last read past which nothing is decided. */
    public static final long MAX_READ_AGE = ViewPolicy.DEFAULT_MAX_READ_AGE;

    /** What a request that needs fresh knowledge does next. */
    public enum Next {
        /** There is nothing to wait for. */
        DECIDE,

        /** As {@link #DECIDE}, and a read is to be started in the background. */
        POLL_AND_DECIDE,

        /** Read the head, and wait for that read for {@link FeedState#READ_TIMEOUT} at most. */
        READ,

        /** Another request's read is trusted: ask again after {@link FeedState#LOOK_AGAIN}. */
        WAIT
    }

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final long pollInterval;
    private final LoadedSegments loaded = new LoadedSegments();
    private @Nullable FeedView view;
    private @Nullable String etag;
    private @Nullable FeedHead newest;
    private long lastIssued = NEVER;
    private long lastKeyRead = NEVER;
    private long underWaySince = NEVER;

    /** @param pollInterval milliseconds between two polls in the background; less than {@link #MAX_READ_AGE}, or views wait for reads */
    public FeedState(long pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** The newest verified view with all its segments, however old. */
    public @Nullable FeedView view() {
        return view;
    }

    /**
     * What a request has to do before it may decide. After a {@link Next#READ} of its own the request decides on what is there then.
     *
     * @param arrived when the request began to need fresh knowledge
     */
    public Next next(long now, long arrived) {
        if (view != null && now - view.readAt() <= MAX_READ_AGE && view.readAt() - now <= FeedView.CLOCK_STEP) {
            return now - lastIssued >= pollInterval ? Next.POLL_AND_DECIDE : Next.DECIDE;
        }
        return mayWait(now, arrived) ? Next.WAIT : Next.READ;
    }

    /**
     * What a request does that meets a key which isn't published: it takes the one read that unknown keys may cause in an interval, waits for a read that is
     * under way as long as {@link #mayWait}, or decides.
     */
    public Next nextForKey(long now) {
        if (now - lastKeyRead >= KEY_READ_INTERVAL) {
            lastKeyRead = now;
            return Next.READ;
        }
        return mayWait(now, now) ? Next.WAIT : Next.DECIDE;
    }

    /** Whether a read is under way, and neither it nor the request that waits since {@code arrived} has taken so long that the read may be lost. */
    public boolean mayWait(long now, long arrived) {
        return now - underWaySince < TRUSTED_READ && now - arrived < TRUSTED_READ;
    }

    /** The segments of {@link #view}, and those of a newer head. */
    LoadedSegments loaded() {
        return loaded;
    }

    /** R2's etag of the head in {@link #view}. */
    @Nullable
    String etag() {
        return etag;
    }

    /** The newest genuine head that was seen, its segments loaded or not: the edge never goes back behind it. */
    @Nullable
    FeedHead newest() {
        return newest;
    }

    void readIssued(long now) {
        lastIssued = now;
        underWaySince = now;
    }

    /** The read that was issued at {@code issued} came to an end, good or bad. */
    void readEnded(long issued) {
        if (underWaySince == issued) {
            underWaySince = NEVER;
        }
    }

    /** A genuine head was read. */
    void seen(FeedHead head) {
        if (newest == null || !head.isOlderThan(newest)) {
            newest = head;
            drop();
        }
    }

    /** Whether {@link #view} holds all that {@code head} says, and more. */
    boolean isPast(FeedHead head) {
        return view != null && head.isOlderThan(view.head());
    }

    /** A read that was issued at {@code issued} found a head in place that is {@link #view}'s or that {@link #view} is past. */
    void confirm(long issued) {
        if (view != null) {
            view = view.confirmedAt(issued);
        }
    }

    /**
     * Takes {@code read} over, unless a read that ran beside it brought a newer head, which then holds all that this one says.
     *
     * @param read with the time at which its read was issued
     */
    void adopt(FeedView read, String readEtag) {
        if (isPast(read.head())) {
            confirm(read.readAt());
            return;
        }
        view = view == null ? read : read.at(view.confirmedAt(read.readAt()).readAt());
        etag = readEtag;
        List<SegmentRef> refs = read.head().segments();
        for (int i = 0; i < refs.size(); i++) {
            loaded.slot(refs.get(i)).segment = read.segments().get(i);
        }
        drop();
    }

    /** Old segments go when nothing current names them: not before the view that replaces them is complete. */
    private void drop() {
        FeedHead current = view == null ? newest : view.head();
        FeedHead coming = newest == null ? current : newest;
        if (current != null && coming != null) {
            loaded.retain(current.segments(), coming.segments());
        }
    }
}
