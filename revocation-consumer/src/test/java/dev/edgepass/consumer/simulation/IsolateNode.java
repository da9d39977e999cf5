package dev.edgepass.consumer.simulation;

import dev.edgepass.edge.feed.core.FeedKeys;
import dev.edgepass.edge.feed.core.FeedState;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** One isolate: the real {@link FeedState}, and what the oracle remembers of it. */
final class IsolateNode {
    static final FeedKeys PINNED = new FeedKeys(List.of(new PublicKey(
            SimulatedSeal.KID,
            Jws.key(SimulatedSeal.KID).x(),
            Jws.key(SimulatedSeal.KID).y())));

    private final Location location;
    private final String name;
    private final FeedState state = new FeedState();
    private long seenPosition;
    /** Only for a planted fault: who waits for the read that is under way, as long as that takes. */
    private List<Runnable> waiting = new ArrayList<>();

    IsolateNode(Location location, String name) {
        this.location = location;
        this.name = name;
    }

    FeedState state() {
        return state;
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
        FeedView view = state.view();
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
