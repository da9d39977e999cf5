package dev.edgepass.local.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a child that can only be asked. */
public final class Readiness {
    private static final Duration INTERVAL = Duration.ofMillis(50);

    private Readiness() {}

    /**
     * Asks {@code check} until it says yes.
     *
     * @throws StartFailure where the child ends first, or {@code limit} passes
     */
    public static void await(ChildProcess child, Duration limit, BooleanSupplier check) {
        if (!comes(child, limit, check)) {
            throw child.notReady(limit);
        }
    }

    /**
     * Asks {@code check} until it says yes, at most {@code limit}.
     *
     * @return whether it did
     * @throws StartFailure where the child ends first
     */
    public static boolean comes(ChildProcess child, Duration limit, BooleanSupplier check) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!check.getAsBoolean()) {
            if (!child.isAlive()) {
                throw child.ended();
            }
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new StartFailure("Interrupted while " + child.name() + " was starting.");
            }
            LockSupport.parkNanos(INTERVAL.toNanos());
        }
        return true;
    }
}
