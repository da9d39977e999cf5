package dev.edgepass.issuer.feed;

import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the head every {@link #INTERVAL}, waited for or not: what was there before a write can only be known by having looked, and the number of entries in force
 * stays current. About 520,000 reads a month (R2 class B). The first also loads the bucket store's client, which no command should pay for.
 */
@Component
class HeadPoll implements SmartLifecycle {
    /** As often as the publisher's heartbeat. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final HeadWatch watch;
    private volatile Thread worker = new Thread(this::poll, "head-poll");

    HeadPoll(HeadWatch watch) {
        this.watch = watch;
    }

    @Override
    public void start() {
        worker = new Thread(this::poll, "head-poll");
        worker.setDaemon(true);
        worker.start();
    }

    @Override
    public void stop() {
        worker.interrupt();
    }

    @Override
    public boolean isRunning() {
        return worker.isAlive();
    }

    private void poll() {
        while (!Thread.currentThread().isInterrupted()) {
            watch.refresh();
            try {
                Thread.sleep(INTERVAL.toMillis());
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
