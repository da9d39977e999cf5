package dev.edgepass.consumer.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** When which fault is in force: a few windows with a few faults each, then calm to the end. */
final class Weather {
    /** After the last fault, in milliseconds, everything works again, whatever the fault was: the lease is 10 s of it. */
    static final long RECOVERY = 15_000;

    /** A publisher that halted looks at head and log now and then before it stands by for the time of a lease. */
    private static final long HALT_WATCH = 5_000;

    static final long REFUSED_WRITES = 600_000;

    /** Calm before the first fault, so that there is a feed to disturb. */
    private static final long CALM_START = 8_000;

    private static final long CALM_END = 28_000;

    private final Scheduler scheduler;
    private final List<Window> windows = new ArrayList<>();
    private final int[] active = new int[Fault.values().length];
    private long lastEnd = Long.MIN_VALUE / 2;
    private int inForce;
    /** The same but for {@link Fault#ROLLING_RESTART}. */
    private long lastOtherEnd = Long.MIN_VALUE / 2;

    private int othersInForce;

    private record Window(long from, long to, Fault fault) {}

    /** A fault that isn't drawn, but part of what the run is about. */
    void plan(long from, long to, Fault fault) {
        windows.add(new Window(from, to, fault));
    }

    Weather(Scheduler scheduler, long length) {
        this.scheduler = scheduler;
        long at = CALM_START;
        while (at < length - CALM_END - 10_000) {
            long to = Math.min(at + scheduler.between(8_000, 30_000), length - CALM_END);
            List<Fault> faults = new ArrayList<>(Arrays.asList(Fault.values()));
            for (long n = scheduler.between(1, 4); n > 0; n--) {
                Fault fault = faults.remove((int) scheduler.between(0, faults.size() - 1));
                windows.add(new Window(at, fault == Fault.LOG_BEGINNING_LOST ? to - HALT_WATCH : to, fault));
            }
            at = to + (scheduler.chance(0.5) ? scheduler.between(500, 8_000) : scheduler.between(24_000, 35_000));
        }
    }

    void start(Trace trace, Runnable changed) {
        for (Window window : windows) {
            scheduler.at(window.from(), () -> {
                active[window.fault().ordinal()]++;
                inForce++;
                othersInForce += isOther(window) ? 1 : 0;
                trace.say(scheduler.now(), "weather", () -> window.fault() + " until " + window.to());
                changed.run();
            });
            scheduler.at(window.to(), () -> {
                active[window.fault().ordinal()]--;
                inForce--;
                lastEnd = scheduler.now();
                if (isOther(window)) {
                    othersInForce--;
                    lastOtherEnd = scheduler.now();
                }
                trace.say(scheduler.now(), "weather", () -> window.fault() + " is over");
                changed.run();
            });
        }
    }

    boolean has(Fault fault) {
        return active[fault.ordinal()] > 0;
    }

    /** Whether a fault is in force, and not yet the time in which all recover from it has passed. */
    boolean isCalm() {
        return scheduler.now() >= calmSince();
    }

    /** When the calm began or, with no new fault, begins; for ever away while a fault is in force. */
    long calmSince() {
        return inForce > 0 ? Long.MAX_VALUE : lastEnd + RECOVERY;
    }

    /** As {@link #calmSince}, as if a rolling restart were none. */
    long calmButForRestartsSince() {
        return othersInForce > 0 ? Long.MAX_VALUE : lastOtherEnd + RECOVERY;
    }

    private static boolean isOther(Window window) {
        return window.fault() != Fault.ROLLING_RESTART;
    }

    int windows() {
        return windows.size();
    }
}
