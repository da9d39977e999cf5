package dev.edgepass.edge.usage.core;

/** Waits by a clock that may be set back. */
final class Elapsed {
    /** Milliseconds by which a clock goes back without having been set: nothing has passed then. */
    private static final double SLACK = 2_000;

    private Elapsed() {}

    /**
     * Whether {@code wait} milliseconds have passed since {@code then}, which isn't known where the clock was set back: then they count as passed, so that nothing
     * stands still until the clock has caught up.
     */
    static boolean has(double wait, double then, double now) {
        double passed = now - then;
        return passed >= wait || passed < -SLACK;
    }
}
