package dev.edgepass.edge.feed;

import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.edge.signature.KeyRing;
import dev.edgepass.edge.workers.Env;
import dev.edgepass.edge.workers.ExecutionContext;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.Runtime;
import dev.edgepass.feed.FeedView;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;

/** Keeps {@link FeedState} fresh on behalf of one request: polls in the background, waits where the request can't do without. */
public final class FeedReader {
    /** Milliseconds between two looks at the shared state. */
    private static final int LOOK_AGAIN = 10;

    /** Milliseconds after which a request stops to wait for its own read; a late result still counts for the others. */
    private static final int READ_TIMEOUT = 4_000;

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
    public boolean isFresh() {
        long now = (long) Runtime.now();
        if (!isFresh(now)) {
            return false;
        }
        if (state.pollIsDue(now)) {
            read(now);
        }
        return true;
    }

    /** Ends when the view is fresh, or when this request has tried in vain. Never fails. */
    public Promise<JSObject> refresh() {
        return refresh((long) Runtime.now());
    }

    /**
     * Ends when {@code kid} is published, or when a read that unknown keys may cause has ended without it. Null where there is nothing to wait for: the one
     * read of the interval is spent.
     */
    public @Nullable Promise<JSObject> askForKey() {
        long now = (long) Runtime.now();
        if (state.takeKeyRead(now)) {
            return Promise.either(read(now), Runtime.sleep(READ_TIMEOUT));
        }
        return state.readIsUnderWay(now) ? untilReadEnds(now) : null;
    }

    private Promise<JSObject> refresh(long started) {
        long now = (long) Runtime.now();
        if (isFresh(now)) {
            return Promise.resolved(null);
        }
        boolean patient = now - started < FeedState.TRUSTED_READ;
        if (patient && state.readIsUnderWay(now)) {
            return Runtime.sleep(LOOK_AGAIN).thenAwait(slept -> refresh(started));
        }
        return Promise.either(read(now), Runtime.sleep(READ_TIMEOUT));
    }

    private Promise<JSObject> untilReadEnds(long started) {
        long now = (long) Runtime.now();
        if (!state.readIsUnderWay(now) || now - started >= FeedState.TRUSTED_READ) {
            return Promise.resolved(null);
        }
        return Runtime.sleep(LOOK_AGAIN).thenAwait(slept -> untilReadEnds(started));
    }

    private boolean isFresh(long now) {
        FeedView view = state.view();
        return view != null && now - view.readAt() <= ViewPolicy.DEFAULT_MAX_READ_AGE;
    }

    /** Anchored, so that it ends for the others when this request is cancelled. */
    private Promise<JSObject> read(long now) {
        Promise<JSObject> read = new FeedRead(env, feedKeys, ring, state, now).run();
        context.waitUntil(read);
        return read;
    }
}
