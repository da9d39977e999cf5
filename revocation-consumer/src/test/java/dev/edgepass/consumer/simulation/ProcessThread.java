package dev.edgepass.consumer.simulation;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a process whose code blocks. It runs only while the scheduler's thread waits for it in {@link #go}, and that one only while it waits in {@link
 * #park}: so the two are one thread to the rest of the model, and a run stays a function of its seed.
 */
final class ProcessThread {
    private final Semaphore turn = new Semaphore(0);
    private final Semaphore parked = new Semaphore(0);
    private final Thread thread;
    private boolean killed;
    private @Nullable Throwable failure;

    /** What ends a killed thread; no code of a process catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    ProcessThread(String name, Runnable work) {
        thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable work) {
        turn.acquireUninterruptibly();
        try {
            if (!killed) {
                work.run();
            }
        } catch (Killed e) {
            // It is over.
        } catch (RuntimeException | Error e) {
            failure = e;
        } finally {
            parked.release();
        }
    }

    /** Lets it run until it parks; what it throws comes out here. */
    void go() {
        turn.release();
        parked.acquireUninterruptibly();
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** By the thread itself: waits for the next {@link #go}. */
    void park() {
        parked.release();
        turn.acquireUninterruptibly();
        if (killed) {
            throw new Killed();
        }
    }

    /** Ends it where it is parked, and returns once it has ended. */
    void kill() {
        killed = true;
        turn.release();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
