package dev.edgepass.issuer.feed;

import dev.edgepass.worker.BackgroundWorker;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the head every {@link #INTERVAL}, waited for or not: what was there before a write can only be known by having looked, and the number of entries in force
 * stays current. About 520,000 reads a month (R2 class B). The first also loads the bucket store's client, which no command should pay for.
 */
@Component
class HeadPoll extends BackgroundWorker implements SmartLifecycle {
    /** As often as the publisher's heartbeat. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final HeadWatch watch;

    HeadPoll(HeadWatch watch) {
        super("head-poll");
        this.watch = watch;
    }

    @Override
    protected void run() throws InterruptedException {
        while (true) {
            watch.refresh();
            Thread.sleep(INTERVAL.toMillis());
        }
    }
}
