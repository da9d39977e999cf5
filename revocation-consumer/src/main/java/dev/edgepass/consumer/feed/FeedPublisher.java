package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.log.SeekableLog;
import dev.edgepass.worker.BackgroundWorker;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.context.SmartLifecycle;

/**
 * Runs a {@link PublisherLoop} on a thread of its own; segments are stored on others, so that a slow store holds up no head. No Redis here: with Redis down a
 * revocation is still published (docs/revocation.md).
 */
public final class FeedPublisher extends BackgroundWorker implements SmartLifecycle {
    static final String NAME = "feed-publisher";

    private final Supplier<LogReader> logs;
    private final Function<SeekableLog, PublisherLoop> loops;
    private volatile FeedStatus status = FeedStatus.START;

    /**
     * @param logs opens the control log
     * @param loops makes the loop, at its start and, after an error that isn't foreseen, anew: it then resumes from the published feed
     */
    FeedPublisher(Supplier<LogReader> logs, Function<SeekableLog, PublisherLoop> loops) {
        super(NAME);
        this.logs = logs;
        this.loops = loops;
    }

    /** The publisher's status after its last step; from any thread. */
    public FeedStatus status() {
        return status;
    }

    @Override
    protected void run() throws InterruptedException {
        try (LogReader log = logs.get()) {
            PublisherLoop loop = loops.apply(log);
            while (isRunning()) {
                loop.turn();
                status = loop.status();
            }
        }
    }
}
