package dev.edgepass.consumer.simulation;

import dev.edgepass.decision.ViewPolicy;
import dev.edgepass.edge.config.EdgeConfig;
import dev.edgepass.edge.feed.core.FeedKeys;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.edge.view.Isolate;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** One isolate: all that the Worker keeps in one, and what the oracle remembers of it. */
final class IsolateNode {
    static final FeedKeys PINNED = new FeedKeys(List.of(new PublicKey(
            SimulatedSeal.KID,
            Jws.key(SimulatedSeal.KID).x(),
            Jws.key(SimulatedSeal.KID).y())));

    /** Milliseconds. */
    private static final long MEDIA_MAX_AGE = 60_000;

    private static final int HOT_MEDIA_BYTES = 1 << 20;

    private final Location location;
    private final String name;
    private final Isolate isolate;
    private long seenPosition;
    /** Only for a planted fault: who waits for the read that is under way, as long as that takes. */
    private List<Runnable> waiting = new ArrayList<>();

    IsolateNode(Model model, Location location, String name) {
        this.location = location;
        this.name = name;
        ViewPolicy policy =
                model.has(Planted.AGE_CHECK_DROPPED) ? model.profile.policy(Long.MAX_VALUE) : model.profile.policy();
        EdgeConfig config = new EdgeConfig(
                policy,
                model.profile.policyIgnoringFreshness(),
                PINNED,
                FeedState.DEFAULT_POLL_INTERVAL,
                "media",
                MEDIA_MAX_AGE,
                HOT_MEDIA_BYTES,
                null);
        this.isolate = new Isolate(config);
    }

    Isolate isolate() {
        return isolate;
    }

    FeedState state() {
        return isolate.feed();
    }

    Location location() {
        return location;
    }

    String name() {
        return name;
    }

    long clock() {
        return location.clock();
    }

    /** The highest position of any view that this isolate has had. */
    long seenPosition() {
        FeedView view = state().view();
        if (view != null) {
            seenPosition = Math.max(seenPosition, view.head().position());
        }
        return seenPosition;
    }

    void awaitRead(Runnable waiter) {
        waiting.add(waiter);
    }

    void readSettled() {
        List<Runnable> woken = waiting;
        waiting = new ArrayList<>();
        woken.forEach(Runnable::run);
    }
}
