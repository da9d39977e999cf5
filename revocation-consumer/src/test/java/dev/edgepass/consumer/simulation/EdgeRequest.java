package dev.edgepass.consumer.simulation;

import dev.edgepass.decision.Refusal;
import dev.edgepass.decision.RefusedException;
import dev.edgepass.decision.RequestOrigin;
import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.feed.core.Next;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One view: what the Worker's shell does around the real decisions. It waits, reads, looks the media up, and decides when there is nothing left to wait for. A
 * cancelled request does nothing more; its reads may go on, or vanish between any two of their steps.
 */
final class EdgeRequest {
    private static final int MAX_REFRESHES = 2;

    private final Model model;
    private final IsolateNode isolate;
    private final MintedToken token;
    private final String path;
    private final ViewPolicy policy;
    private final long arrived;
    private @Nullable ObjectKey key;
    private int refreshes;
    private int awaited;
    private boolean askedForKey;
    private boolean lookedUp;
    private boolean over;
    private boolean vanished;

    /**
     * @param path the key as the viewer spells it
     */
    EdgeRequest(Model model, IsolateNode isolate, MintedToken token, String path) {
        this.model = model;
        this.isolate = isolate;
        this.token = token;
        this.path = path;
        this.arrived = model.now();
        this.policy =
                model.has(Planted.AGE_CHECK_DROPPED) ? model.profile.policy(Long.MAX_VALUE) : model.profile.policy();
    }

    IsolateNode isolate() {
        return isolate;
    }

    String where() {
        return isolate.name();
    }

    /** True time. */
    long arrived() {
        return arrived;
    }

    /** Whether nothing that this request began goes on. */
    boolean isVanished() {
        return vanished;
    }

    void start() {
        try {
            key = model.has(Planted.DECOMPOSED_NAME)
                    ? new ObjectKey(path)
                    : ObjectKey.ofPath(new ObjectKey(path).toPath(), JdkNfc.INSTANCE);
        } catch (MalformedException e) {
            return;
        }
        model.oracle.views().opened(this);
        proceed();
    }

    void cancel() {
        if (over) {
            return;
        }
        end();
        // What is anchored with waitUntil goes on, as a rule.
        vanished = model.scheduler.chance(0.5);
        model.say(where(), () -> this + " is cancelled" + (vanished ? " with all that it began" : ""));
    }

    private void end() {
        over = true;
        model.oracle.views().closed(this);
    }

    private void proceed() {
        if (over) {
            return;
        }
        FeedView view = isolate.state().view();
        PublicKey published =
                view == null ? null : view.head().key(token.verified().kid());
        awaited = 0;
        boolean fresh = isFresh();
        boolean refresh = !fresh && refreshes++ < MAX_REFRESHES;
        boolean ask = fresh && published == null && !askedForKey;
        boolean lookUp = !lookedUp && view != null;
        awaited = (refresh || ask ? 1 : 0) + (lookUp ? 1 : 0);
        if (awaited == 0) {
            decide();
            return;
        }
        if (lookUp) {
            lookedUp = true;
            model.scheduler.in(mediaLatency(), this::settled);
        }
        if (refresh) {
            refresh(isolate.clock());
        } else if (ask) {
            askedForKey = true;
            askForKey();
        }
    }

    private long mediaLatency() {
        return model.weather.has(Fault.R2_SLOW) && model.scheduler.chance(0.3)
                ? model.scheduler.between(500, 6_000)
                : model.scheduler.between(2, 300);
    }

    /** One of the things that were waited for is there. */
    private void settled() {
        if (--awaited == 0) {
            proceed();
        }
    }

    private boolean isFresh() {
        long now = isolate.clock();
        if (model.has(Planted.AGE_CHECK_DROPPED) && isolate.state().view() != null) {
            return true;
        }
        Next next = isolate.state().next(now, now);
        if (next == Next.POLL_AND_DECIDE) {
            new EdgeRead(model, this, () -> {}).start();
        }
        return next == Next.DECIDE || next == Next.POLL_AND_DECIDE;
    }

    private void refresh(long since) {
        if (over) {
            return;
        }
        Next next = isolate.state().next(isolate.clock(), since);
        if (next == Next.WAIT && model.has(Planted.POLL_THAT_NEVER_SETTLES)) {
            isolate.awaitRead(this::settled);
        } else if (next == Next.WAIT) {
            model.scheduler.in(FeedState.LOOK_AGAIN, () -> refresh(since));
        } else if (next == Next.READ) {
            ownRead();
        } else {
            settled();
        }
    }

    private void ownRead() {
        boolean[] settled = new boolean[1];
        Runnable once = () -> {
            if (!settled[0]) {
                settled[0] = true;
                settled();
            }
        };
        new EdgeRead(model, this, once).start();
        model.scheduler.in(FeedState.READ_TIMEOUT, once);
    }

    private void askForKey() {
        long now = isolate.clock();
        Next next = isolate.state().nextForKey(now);
        if (next == Next.READ) {
            ownRead();
        } else if (next == Next.WAIT) {
            untilReadEnds(now);
        } else {
            settled();
        }
    }

    private void untilReadEnds(long since) {
        if (isolate.state().mayWait(isolate.clock(), since)) {
            model.scheduler.in(FeedState.LOOK_AGAIN, () -> untilReadEnds(since));
        } else {
            settled();
        }
    }

    private void decide() {
        end();
        ObjectKey asked = key;
        if (asked == null) {
            throw new IllegalStateException("no key was parsed");
        }
        FeedView view = isolate.state().view();
        List<String> handles = handles(asked);
        long now = isolate.clock();
        try {
            FeedView fresh = policy.requireFresh(view, now);
            PublicKey published = fresh.head().key(token.verified().kid());
            if (published == null) {
                throw new RefusedException(Refusal.UNKNOWN_KEY);
            }
            if (!published.equals(token.key())) {
                throw new RefusedException(Refusal.BAD_SIGNATURE);
            }
            policy.decide(token.verified(), asked, RequestOrigin.NONE, fresh, now);
        } catch (RefusedException e) {
            model.say(where(), () -> this + " refused: " + e.refusal().code());
            model.oracle.views().refused(this, token, handles, e.refusal(), view);
            return;
        }
        String served = Catalogue.served(path);
        model.say(
                where(),
                () -> this + " granted at position "
                        + (view == null ? 0 : view.head().position()));
        if (!served.isEmpty()) {
            model.oracle.views().granted(this, token, handles(new ObjectKey(served)));
        }
    }

    private static List<String> handles(ObjectKey key) {
        return Handle.of(key).stream().map(Handle::toString).toList();
    }

    @Override
    public String toString() {
        return "view of " + path + " with " + token;
    }
}
