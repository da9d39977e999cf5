package dev.edgepass.edge.feed;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.FeedView;
import org.jspecify.annotations.Nullable;

/**
 * What all requests of an isolate share about the feed: values only, never promises or I/O objects, because a request's cancellation can leave its promises
 * unsettled for ever (DESIGN section 5). Times are milliseconds since the epoch by the isolate's clock. Pure Java.
 */
public final class FeedState {
    /** Between two polls in the background. */
    public static final long POLL_INTERVAL = 1_500;

    /** How long others count on a read that is under way. */
    public static final long TRUSTED_READ = 1_000;

    private @Nullable FeedView view;
    private @Nullable String etag;
    private long lastIssued = Long.MIN_VALUE / 2;
    private long lastKeyRead = Long.MIN_VALUE / 2;
    private long underWaySince = Long.MIN_VALUE / 2;

    /** The newest verified view, however old. */
    public @Nullable FeedView view() {
        return view;
    }

    /** R2's etag of the head in {@link #view}. */
    public @Nullable String etag() {
        return etag;
    }

    /** Whether the background may read again. */
    public boolean pollIsDue(long now) {
        return now - lastIssued >= POLL_INTERVAL;
    }

    /** Whether somebody reads, and not for so long that the read may be lost. */
    public boolean readIsUnderWay(long now) {
        return now - underWaySince < TRUSTED_READ;
    }

    /** Takes the one read that unknown keys may cause in an interval. */
    public boolean takeKeyRead(long now) {
        if (now - lastKeyRead < POLL_INTERVAL) {
            return false;
        }
        lastKeyRead = now;
        return true;
    }

    public void readIssued(long now) {
        lastIssued = now;
        underWaySince = now;
    }

    /** The read that was issued at {@code issued} came to an end, good or bad. */
    public void readEnded(long issued) {
        if (underWaySince == issued) {
            underWaySince = Long.MIN_VALUE / 2;
        }
    }

    /** A read that was issued at {@code issued} found the head of {@link #etag} in place. */
    public void confirm(long issued) {
        if (view != null) {
            view = view.confirmedAt(issued);
        }
    }

    /**
     * Takes {@code read} over, unless a read that ran beside it brought a newer head, which then holds all that this one says.
     *
     * @param read with the time at which its read was issued
     */
    public void adopt(FeedView read, String readEtag) {
        FeedHead head = read.head();
        if (view != null && head.isOlderThan(view.head())) {
            view = view.confirmedAt(read.readAt());
            return;
        }
        view = view == null ? read : read.confirmedAt(view.readAt());
        etag = readEtag;
    }
}
