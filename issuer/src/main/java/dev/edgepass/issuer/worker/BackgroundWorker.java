package dev.edgepass.issuer.worker;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Works on a daemon thread of its own from the issuer's start to its end, which interrupts it. */
public abstract class BackgroundWorker implements SmartLifecycle {
    private final String threadName;
    private volatile @Nullable Thread thread;

    protected BackgroundWorker(String threadName) {
        this.threadName = threadName;
    }

    /**
     * The work, once.
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
            run();
        } catch (InterruptedException e) {
            // The issuer ends.
        }
    }
}
