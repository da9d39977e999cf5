package dev.edgepass.issuer.views;

import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.issuer.log.UsageLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.views.ReportMeters.Outcome;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Signed reports on their way to the usage topic. Needs Kafka only. Thread-safe. */
@Component
class Reports {
    private final UsageLog log;
    private final ReportMeters meters;
    private final Clock clock;

    Reports(UsageLog log, ReportMeters meters, Clock clock) {
        this.log = log;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Returns once the log has all of it. Where it throws {@code log-unavailable} the log may have parts: the whole report is to be sent again, and counts once.
     *
     * @throws ProblemException {@code invalid-request}, {@code log-unavailable}
     */
    void write(SignedReport signed, byte[] body) {
        try {
            ViewsReported report = ReportReader.read(body, signed, clock.instant());
            log.append(report);
            meters.count(Outcome.WRITTEN);
        } catch (ProblemException e) {
            meters.count(e.is(ProblemType.LOG_UNAVAILABLE) ? Outcome.FAILED : Outcome.INVALID);
            throw e;
        }
    }
}
