package dev.edgepass.issuer.canary;

import dev.edgepass.issuer.canary.CanaryVerdict.Failed;
import dev.edgepass.issuer.canary.CanaryVerdict.Figures;
import dev.edgepass.issuer.canary.CanaryVerdict.Late;
import dev.edgepass.issuer.canary.CanaryVerdict.Ok;
import dev.edgepass.issuer.canary.Sample.Sight;
import dev.edgepass.metrics.StageTimer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What the runs found, in metrics ({@code edgepass.canary.*}) and in the log. The alarm rises with a late run and ends with the next one that is fine; a failed run
 * neither raises nor ends it, and only the first of several in a row is said in the log. Thread-safe.
 */
@Component
class CanaryRecord {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryRecord.class);

    private final MeterRegistry meters;
    private final Timer accepted;
    private final Timer published;
    private final Timer refused;
    private final Timer total;
    private final Counter lateGrants;
    private volatile @Nullable Last last;
    private volatile boolean alarm;

    /** The last run. */
    record Last(Instant at, CanaryVerdict verdict, int failedInARow) {}

    CanaryRecord(MeterRegistry meters) {
        this.meters = meters;
        accepted = StageTimer.of("canary.accepted", "from sent to accepted by the log", meters);
        published = StageTimer.of("canary.published", "from accepted to published", meters);
        refused = StageTimer.of("canary.refused", "from published to refused by the edge", meters);
        total = StageTimer.of("canary.total", "from sent to refused by the edge", meters);
        lateGrants = meters.counter("edgepass.canary.late.grants");
        runs("ok");
        runs("late");
        runs("failed");
        refusals(Sight.REVOKED);
        refusals(Sight.STALE);
        Gauge.builder("edgepass.canary.alarm", () -> alarm ? 1 : 0).register(meters);
    }

    synchronized void add(Instant at, CanaryRun.Report report) {
        CanaryVerdict verdict = report.verdict();
        runs(verdict.outcome()).increment();
        report.samples().stream()
                .map(Sample::sight)
                .filter(Sight::isRefusal)
                .forEach(sight -> refusals(sight).increment());
        Last before = last;
        int failedBefore = before == null ? 0 : before.failedInARow();
        last = new Last(at, verdict, verdict instanceof Failed ? failedBefore + 1 : 0);
        if (verdict instanceof Ok ok) {
            figures(ok.figures());
            if (alarm || failedBefore > 0) {
                LOG.info("the canary is fine again: {}", text(ok.figures()));
            }
            alarm = false;
        } else if (verdict instanceof Late late) {
            figures(late.figures());
            lateGrants.increment(late.lateGrants());
            alarm = true;
            LOG.error(
                    "the canary was refused too late, or not at all (refused: {}), with {} grants past the bound: {}",
                    late.refused(),
                    late.lateGrants(),
                    text(late.figures()));
        } else if (verdict instanceof Failed failed && failedBefore == 0) {
            LOG.warn("the canary couldn't measure anything: {}", failed.reason());
        }
    }

    boolean isAlarm() {
        return alarm;
    }

    @Nullable
    Last last() {
        return last;
    }

    private void figures(Figures figures) {
        accepted.record(figures.accepted());
        published.record(figures.published());
        refused.record(figures.refused());
        total.record(figures.total());
    }

    static String text(Figures figures) {
        return String.format(
                Locale.ROOT,
                "accepted after %d ms, published %d ms later, refused %d ms later, %d ms in all",
                figures.accepted().toMillis(),
                figures.published().toMillis(),
                figures.refused().toMillis(),
                figures.total().toMillis());
    }

    private Counter refusals(Sight sight) {
        return meters.counter("edgepass.canary.refusals", "reason", sight == Sight.STALE ? "stale-feed" : "revoked");
    }

    private Counter runs(String outcome) {
        return meters.counter("edgepass.canary.runs", "outcome", outcome);
    }
}
