package dev.edgepass.issuer.views;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Counts reports of views, {@code edgepass.usage.reports} by {@code outcome}. Thread-safe. */
@Component
public final class ReportMeters {
    private final MeterRegistry meters;

    /** What became of a report. */
    public enum Outcome {
        /** It is on the log. */
        WRITTEN,
        /** It was refused before its signature was known to be good: forged, late, too large, or too many were arriving. */
        UNVERIFIED,
        /** Its signature is good, and its body isn't a report. */
        INVALID,
        /** The log didn't acknowledge all of it. */
        FAILED
    }

    ReportMeters(MeterRegistry meters) {
        this.meters = meters;
        for (Outcome outcome : Outcome.values()) {
            count(outcome, 0);
        }
    }

    public void count(Outcome outcome) {
        count(outcome, 1);
    }

    private void count(Outcome outcome, int more) {
        meters.counter("edgepass.usage.reports", "outcome", outcome.name().toLowerCase(Locale.ROOT))
                .increment(more);
    }
}
