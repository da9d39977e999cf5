package dev.edgepass.consumer.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Works on a daemon thread of its own from the program's start until it is told to stop, which it sees at {@link #isRunning}. */
public abstract class BackgroundWorker implements SmartLifecycle {
    private static final Duration STOP = Duration.ofSeconds(8);

    private final String threadName;
    private volatile boolean running;
    private @Nullable Thread thread;

    protected BackgroundWorker(String threadName) {
        this.threadName = threadName;
    }

    /** The work, once; returns soon after {@link #isRunning} is false. */
    protected abstract void run();

    @Override
    public final void start() {
        running = true;
        Thread worker = new Thread(this::run, threadName);
        worker.setDaemon(true);
        thread = worker;
        worker.start();
    }

    /** All workers of the program stop side by side. */
    @Override
    public final void stop(Runnable callback) {
        running = false;
        new Thread(() -> {
                    stop();
                    callback.run();
                })
                .start();
    }

    @Override
    public final void stop() {
        running = false;
        Thread worker = thread;
        if (worker != null) {
            try {
                worker.join(STOP.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public final boolean isRunning() {
        return running;
    }
}
