package dev.edgepass.consumer.views.core;

import dev.edgepass.event.UsageEvent.Granted;
import dev.edgepass.event.UsageEvent.Refused;
import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewsReported;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports with everything in them that a test doesn't care about. */
public final class Reports {
    /** 2026-11-22T00:00:00Z, in the week of {@link #WEEK}. */
    public static final long MIDNIGHT = 1_795_305_600_000L;

    public static final long WEEK = EdgeTimes.week(MIDNIGHT);
    public static final long MINUTE = 60_000L;

    private Reports() {}

    /** @param until milliseconds since the epoch */
    public static ViewsReported report(String isolate, long number, long until, TokenViews... tokens) {
        return new ViewsReported(isolate, number, "FRA", until, until, List.of(tokens), Map.of(), 0);
    }

    /** A token's one granted view, which is an open. */
    public static TokenViews opened(String subject, @Nullable String linkId, long at) {
        return new TokenViews(
                "jti-" + subject,
                subject,
                linkId,
                "acme",
                5,
                List.of(at),
                1,
                1_000,
                1,
                Map.of("DE", 1L),
                List.of("0000aaaa"),
                WEEK,
                new Granted(at, 7),
                List.of());
    }

    public static TokenViews refused(String subject, @Nullable String linkId, Refused... refused) {
        return new TokenViews(
                "jti-" + subject,
                subject,
                linkId,
                "acme",
                5,
                List.of(),
                0,
                0,
                0,
                Map.of(),
                List.of(),
                0,
                null,
                List.of(refused));
    }
}
