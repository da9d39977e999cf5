package dev.edgepass.worker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on a daemon thread of its own from {@link #start} to {@link #stop}, which interrupts it. A failure, of whatever kind, ends the work for a pause only: it is
 * logged and counted, and the work begins anew. The pause is {@link #FIRST_PAUSE}, twice as long each time, up to {@link #LONGEST_PAUSE}, and the first again once
 * the work has lasted for longer than that. All but {@link #run} and {@link #failed} is thread-safe.
 *
 * <p>Its methods are those of Spring's {@code SmartLifecycle}: in a service a subclass implements that too, and lives as long as the service.
 */
public abstract class BackgroundWorker {
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWorker.class);
    private static final Duration STOP = Duration.ofSeconds(8);

    private final String name;
    private final AtomicLong restarts = new AtomicLong();
    private volatile boolean stopped;
    private volatile @Nullable Thread thread;

    /** @param name of its thread, and in metrics and messages */
    protected BackgroundWorker(String name) {
        this.name = name;
    }

    /**
     * The work, all of it; begun anew after a failure, done where it returns. Ends soon once {@link #isRunning} is false.
     *
     * @throws InterruptedException where it was told to stop
     */
    protected abstract void run() throws InterruptedException;

    /** Hears of a failure, on the worker's thread, before the pause: to show that it isn't at work. */
    protected void failed(Throwable failure) {}

    public final String name() {
        return name;
    }

    /** How many times the work began anew after a failure. */
    public final long restarts() {
        return restarts.get();
    }

    /**
     * @throws IllegalStateException where its last thread hasn't ended yet
     */
    public final synchronized void start() {
        Thread before = thread;
        if (before != null && before.isAlive()) {
            throw new IllegalStateException(name + " still runs (expected: stopped)");
        }
        Thread worker = new Thread(this::runToTheEnd, name);
        worker.setDaemon(true);
        stopped = false;
        thread = worker;
        worker.start();
    }

    /** Beside the caller, so that all workers of a service stop side by side. */
    public final void stop(Runnable callback) {
        new Thread(
                        () -> {
                            stop();
                            callback.run();
                        },
                        name + "-stop")
                .start();
    }

    /** Waits for its end, at most 8 s. */
    public final void stop() {
        stopped = true;
        Thread worker = thread;
        if (worker == null) {
            return;
        }
        worker.interrupt();
        try {
            worker.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (worker.isAlive()) {
            LOG.warn("{} was asked to stop and still runs", name);
        }
    }

    /** Whether it is at work, or in the pause after a failure. */
    public final boolean isRunning() {
        Thread worker = thread;
        return !stopped && worker != null && worker.isAlive();
    }

    private void runToTheEnd() {
        Duration pause = FIRST_PAUSE;
        while (true) {
            long begun = System.nanoTime();
            try {
                run();
                return;
            } catch (Throwable failure) {
                // An interruption that isn't stop()'s mustn't end it. First this: stop() interrupts after it has said
                // so.
                Thread.interrupted();
                if (stopped) {
                    LOG.debug("{} stopped", name, failure);
                    return;
                }
                if (System.nanoTime() - begun > LONGEST_PAUSE.toNanos()) {
                    pause = FIRST_PAUSE;
                }
                restarts.incrementAndGet();
                LOG.error("{} failed and begins anew in {} ms", name, pause.toMillis(), failure);
                failed(failure);
            }
            try {
                Thread.sleep(pause.toMillis());
            } catch (InterruptedException e) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
