package dev.edgepass.readmodel;

import dev.edgepass.worker.BackgroundWorker;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows Redis' Sentinels: once they name another master, the connection to the former one is given up. A master that was killed has ended it already; one that hangs, or
 * whose machine is gone without a word, would be waited for for as long as it is away.
 */
public class MasterWatch extends BackgroundWorker {
    private static final Logger log = LoggerFactory.getLogger(MasterWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<String> master;
    private final Runnable reconnect;
    private String last = "";

    /**
     * @param master asks a Sentinel; any exception means that none answers
     * @param reconnect gives the connection up; the next command makes it anew, to the master that the Sentinels name then
     */
    public MasterWatch(Supplier<String> master, Runnable reconnect) {
        super("redis-master-watch");
        this.master = master;
        this.reconnect = reconnect;
    }

    @Override
    protected void run() throws InterruptedException {
        while (isRunning()) {
            look();
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** Asks once. */
    void look() {
        String now;
        try {
            now = master.get();
        } catch (RuntimeException e) {
            // No Sentinel answers: the master that is known stays it.
            log.debug("no Sentinel answers", e);
            return;
        }
        if (!last.isEmpty() && !now.equals(last)) {
            log.warn("Redis' master is {} now, after {}", now, last);
            reconnect.run();
        }
        last = now;
    }
}
