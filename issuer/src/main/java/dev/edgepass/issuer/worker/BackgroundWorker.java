package dev.edgepass.issuer.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Works on a daemon thread of its own from the issuer's start to its end, which interrupts it. A mistake in the work ends it for {@link #PAUSE} only. */
public abstract class BackgroundWorker implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundWorker.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String threadName;
    private volatile @Nullable Thread thread;

    protected BackgroundWorker(String threadName) {
        this.threadName = threadName;
    }

    /**
     * The work, all of it; begun anew after a mistake.
     *
     * @throws InterruptedException at the issuer's end
     */
    protected abstract void run() throws InterruptedException;

    @Override
    public final void start() {
        Thread worker = new Thread(this::runToTheEnd, threadName);
        worker.setDaemon(true);
        thread = worker;
        worker.start();
    }

    @Override
    public final void stop() {
        Thread worker = thread;
        if (worker != null) {
            worker.interrupt();
        }
    }

    @Override
    public final boolean isRunning() {
        Thread worker = thread;
        return worker != null && worker.isAlive();
    }

    private void runToTheEnd() {
        try {
            while (!isDone()) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            // The issuer ends.
        }
    }

    private boolean isDone() throws InterruptedException {
        try {
            run();
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} failed and begins anew in {} ms", threadName, PAUSE.toMillis(), e);
            return false;
        }
    }
}
