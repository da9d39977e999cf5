package dev.edgepass.issuer.readmodel;

import dev.edgepass.issuer.instances.LastWritten;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Lets a caller see what was just written, by whichever instance, such as the share link that it got a moment ago: waits for the projection, at most
 * {@link #PATIENCE}, and only while an own write is younger than {@link #RECENT} or another instance told of one ({@link LastWritten}). So a dead consumer slows
 * nobody for longer than that.
 */
@Component
public class ReadYourWrites {
    static final Duration PATIENCE = Duration.ofSeconds(2);
    static final Duration RECENT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(10);

    private final EventLog log;
    private final LastWritten others;
    private final ReadModel readModel;
    private final Clock clock;

    ReadYourWrites(EventLog log, LastWritten others, ReadModel readModel, Clock clock) {
        this.log = log;
        this.others = others;
        this.readModel = readModel;
        this.clock = clock;
    }

    /**
     * Returns once the projection has the last write, or the patience is over.
     *
     * @throws ProblemException {@code read-model-unavailable}
     */
    public void await() {
        EventLog.Written own = log.lastControl();
        Instant start = clock.instant();
        long ownWrite = start.isAfter(own.at().plus(RECENT)) ? 0 : own.position();
        long wanted = Math.max(ownWrite, others.position().orElse(0));
        if (wanted > 0) {
            await(wanted, PATIENCE);
        }
    }

    /**
     * Returns once the projection has {@code position}, or {@code patience} is over.
     *
     * @return whether the projection has it
     * @throws ProblemException {@code read-model-unavailable}
     */
    public boolean await(long position, Duration patience) {
        Instant end = clock.instant().plus(patience);
        while (readModel.position().orElse(0) < position) {
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            try {
                Thread.sleep(POLL.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
