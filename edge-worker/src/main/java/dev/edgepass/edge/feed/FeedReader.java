package dev.edgepass.edge.feed;

import dev.edgepass.edge.feed.core.FeedKeys;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.feed.core.FeedState.Next;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.feed.FeedView;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/**
 * Keeps {@link FeedState} fresh on behalf of one request: polls in the background, waits where the request can't do without. {@code now} is in milliseconds since
 * the epoch.
 */
public final class FeedReader {
    private final Env env;
    private final ExecutionContext context;
    private final FeedKeys feedKeys;
    private final KeyRing ring;
    private final FeedState state;

    public FeedReader(Env env, ExecutionContext context, FeedKeys feedKeys, KeyRing ring, FeedState state) {
        this.env = env;
        this.context = context;
        this.feedKeys = feedKeys;
        this.ring = ring;
        this.state = state;
    }

    public @Nullable FeedView view() {
        return state.view();
    }

    /** Whether the last read is young enough to decide on. Starts a poll in the background where one is due. */
    public boolean isFresh(long now) {
        Next next = state.next(now, now);
        if (next == Next.POLL_AND_DECIDE) {
            read(now);
        }
        return next == Next.DECIDE || next == Next.POLL_AND_DECIDE;
    }

    /** Ends when the view is fresh, or when this request has tried in vain. Never fails. */
    public @Nullable Promise<JSObject> refresh(long now) {
        return refresh(now, now);
    }

    /**
     * Ends when a read that unknown keys may cause has ended, whether it brought the key or not. Null where there is nothing to wait for: the one read of the
     * interval is spent.
     */
    public @Nullable Promise<JSObject> askForKey(long now) {
        Next next = state.nextForKey(now);
        if (next == Next.READ) {
            return ownRead(now);
        }
        return next == Next.WAIT ? untilReadEnds(now) : null;
    }

    private @Nullable Promise<JSObject> refresh(long now, long arrived) {
        Next next = state.next(now, arrived);
        if (next == Next.WAIT) {
            return Runtime.sleep(FeedState.LOOK_AGAIN).thenAwait(slept -> refresh((long) Runtime.now(), arrived));
        }
        return next == Next.READ ? ownRead(now) : null;
    }

    private @Nullable Promise<JSObject> untilReadEnds(long arrived) {
        return state.mayWait((long) Runtime.now(), arrived)
                ? Runtime.sleep(FeedState.LOOK_AGAIN).thenAwait(slept -> untilReadEnds(arrived))
                : null;
    }

    private Promise<JSObject> ownRead(long now) {
        return Promise.either(read(now), Runtime.sleep(FeedState.READ_TIMEOUT));
    }

    /** Anchored, so that it ends for the others when this request is cancelled. */
    private Promise<JSObject> read(long now) {
        Promise<JSObject> read = new HeadFetch(env, feedKeys, ring, state, now).run();
        context.waitUntil(read);
        return read;
    }
}
