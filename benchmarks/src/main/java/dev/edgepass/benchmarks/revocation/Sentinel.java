package dev.edgepass.benchmarks.revocation;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A token that views at every location from before its revocation until the bound has passed. A revocation that is in force for it is in force for everything before it in the log:
 * heads have an order.
 */
final class Sentinel implements AutoCloseable {
    /** The bound (docs/revocation.md): from published to refused, milliseconds. */
    static final long BOUND = 5_000;

    private static final long EVERY_MILLIS = 100;
    private static final long AFTER_THE_BOUND = 500;
    private static final Duration READY_WITHIN = Duration.ofSeconds(20);
    private static final Duration REFUSED_WITHIN = Duration.ofSeconds(60);

    private final Bench.Viewing viewing;
    private final ViewLoad.Group views;

    private Sentinel(Bench.Viewing viewing, ViewLoad.Group views) {
        this.viewing = viewing;
        this.views = views;
    }

    /** Starts to view with {@code viewing}; every location has granted once when this returns. */
    static Sentinel watch(Bench bench, Bench.Viewing viewing) {
        return watch(bench, viewing, Integer.MAX_VALUE);
    }

    /** As {@link #watch(Bench, Bench.Viewing)}, at the first {@code locations} only. */
    static Sentinel watch(Bench bench, Bench.Viewing viewing, int locations) {
        List<URI> all = bench.views(viewing.token());
        List<URI> urls = all.subList(0, Math.min(locations, all.size()));
        Sentinel sentinel = new Sentinel(viewing, bench.load.watch(urls, EVERY_MILLIS));
        sentinel.views.awaitFirstViews("Edgepass", READY_WITHIN);
        return sentinel;
    }

    Bench.Viewing viewing() {
        return viewing;
    }

    /**
     * The result of a revocation.
     *
     * @param inForceAt by location: when the first refusal (or 503) came after which nothing was granted, milliseconds since the epoch; where none came, the end of the watch
     * @param late views granted more than {@link #BOUND} after the head was written
     * @param grantedAfterRefusal views granted after a refusal, 503 left aside
     * @param stale answers 503
     * @param failed answers that were neither, or none at all
     */
    record Outcome(List<Long> inForceAt, int late, int grantedAfterRefusal, int stale, int failed) {
        long everywhereAt() {
            return inForceAt.stream().mapToLong(Long::longValue).max().orElse(0);
        }
    }

    /** Views on until every location refuses and the bound has passed. */
    Outcome outcome(long writtenAt) {
        Bench.holdsWithin(REFUSED_WITHIN, () -> views.sightings().stream().allMatch(Sightings::isRefused));
        Bench.pause(Math.max(0, writtenAt + BOUND + AFTER_THE_BOUND - System.currentTimeMillis()));
        close();
        long end = System.currentTimeMillis();
        List<Long> inForceAt = new ArrayList<>();
        int late = 0;
        int again = 0;
        int stale = 0;
        int failed = 0;
        for (Sightings seen : views.sightings()) {
            inForceAt.add(seen.inForce().orElse(end));
            late += seen.grantedAfter(writtenAt + BOUND);
            again += seen.grantedAfterRefusal();
            stale += seen.stale();
            failed += seen.failed();
        }
        return new Outcome(inForceAt, late, again, stale, failed);
    }

    @Override
    public void close() {
        views.close();
    }
}
