package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.worker.BackgroundWorker;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends files that have been on their way for more than a day: their parts go, and the link has its room again. All instances try, and each step may be done twice. What Redis has
 * forgotten, the bucket's own rule ends (docs/upload-links.md).
 */
@Component
class UnfinishedUploads extends BackgroundWorker implements SmartLifecycle {
    private static final Duration EVERY = Duration.ofMinutes(10);

    /** A call that began in time may still be at work. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** Of one look, out of the oldest {@link #CHOICE}: instances that look at the same time do different ones for the most part. */
    static final int MOST = 200;

    private static final int CHOICE = 10 * MOST;
    private static final String SWEEP = "sweep";
    private static final RepeatedWarnings WARNINGS =
            new RepeatedWarnings(LoggerFactory.getLogger(UnfinishedUploads.class));

    private final Reservations reservations;
    private final Quarantine quarantine;
    private final Uploads uploads;
    private final Clock clock;

    UnfinishedUploads(Reservations reservations, Quarantine quarantine, Uploads uploads, Clock clock) {
        super("unfinished-uploads");
        this.reservations = reservations;
        this.quarantine = quarantine;
        this.uploads = uploads;
        this.clock = clock;
    }

    @Override
    protected void run() throws InterruptedException {
        while (quarantine.isThere()) {
            Thread.sleep(EVERY.toMillis());
            try {
                sweepAll();
                WARNINGS.over(SWEEP, "unfinished uploads are ended again");
            } catch (ProblemException e) {
                WARNINGS.warn(SWEEP, "unfinished uploads can't be ended now: " + e.getMessage());
            }
        }
    }

    /**
     * Until none is left, or the thread is interrupted.
     *
     * @throws ProblemException where Redis or the store doesn't answer
     */
    void sweepAll() {
        while (sweep() == MOST && !Thread.currentThread().isInterrupted()) {
            // The next ones.
        }
    }

    /**
     * Some of the oldest.
     *
     * @return how many were looked at
     * @throws ProblemException where Redis or the store doesn't answer
     */
    int sweep() {
        Instant before = clock.instant().minus(Reservation.LONGEST).minus(GRACE);
        List<Reservations.Begun> due = new ArrayList<>(reservations.begunBefore(before, CHOICE));
        Collections.shuffle(due);
        List<Reservations.Begun> some = due.subList(0, Math.min(MOST, due.size()));
        some.forEach(this::end);
        return some.size();
    }

    private void end(Reservations.Begun file) {
        // Where the store has it, its completion was cut off after that.
        uploads.end(file.linkId(), file.fileId());
        reservations.forget(file);
    }
}
