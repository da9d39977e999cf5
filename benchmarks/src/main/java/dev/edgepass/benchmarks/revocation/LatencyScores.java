package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.Distribution;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.local.status.Humane;
import java.util.LinkedHashMap;
import java.util.Map;

/** The comparison of both designs, against promises and goals. */
record LatencyScores(Latency.Result measured) {
    private static final long ACCEPTED_TO_REFUSED_P50 = 2_000;
    private static final long ACCEPTED_TO_REFUSED_P99 = 4_000;
    private static final long ACCEPTED_TO_PUBLISHED_P99 = 1_500;

    void write(Scorecard scores) {
        goals(scores);
        promises(scores);
        scores.measured(
                "Answers 503",
                measured.sum(Sentinel.Outcome::stale) + " to revoked tokens, " + measured.bystanderStale()
                        + " to the other");
        scores.measured("Other answers than 200, 403, 503", Integer.toString(measured.sum(Sentinel.Outcome::failed)));
        Distribution kv = measured.kvToRefused();
        scores.measured("One KV key a token: written to refused, each location", kv.toString());
        scores.measured(
                "One KV key a token: later than 5 s",
                kv.above(Sentinel.BOUND) + " of " + kv.count() + " samples"
                        + (measured.kvNeverRefused() == 0
                                ? ""
                                : "; " + measured.kvNeverRefused() + " still granted at the end of the watch"));
        scores.measured("View load of both", measured.effort().toString());
    }

    private void goals(Scorecard scores) {
        Distribution published = measured.acceptedToPublished();
        Distribution everywhere = measured.acceptedToRefusedEverywhere();
        scores.measured(
                "Revocations",
                published.count() + ", " + measured.publishedToRefused().count() + " samples");
        scores.goal(
                "Accepted to published (as the issuer saw it)",
                published.toString(),
                "p99 <= 1.5 s",
                published.quantile(0.99) <= ACCEPTED_TO_PUBLISHED_P99);
        scores.goal(
                "Accepted to refused everywhere",
                everywhere.toString(),
                "p50 <= 2 s, p99 <= 4 s",
                everywhere.quantile(0.5) <= ACCEPTED_TO_REFUSED_P50
                        && everywhere.quantile(0.99) <= ACCEPTED_TO_REFUSED_P99);
    }

    private void promises(Scorecard scores) {
        Distribution bound = measured.publishedToRefused();
        int late = measured.sum(Sentinel.Outcome::late);
        int again = measured.sum(Sentinel.Outcome::grantedAfterRefusal);
        scores.promise(
                "Published to refused, each location", bound.toString(), "max <= 5 s", bound.max() <= Sentinel.BOUND);
        scores.promise("Views granted more than 5 s after published", Integer.toString(late), "0", late == 0);
        scores.promise("Views granted after a refusal", Integer.toString(again), "0", again == 0);
        scores.promise(
                "Locations that refused a token that wasn't revoked",
                measured.bystanderRefused() + " (" + Humane.count(measured.bystanderViews()) + " views)",
                "0",
                measured.bystanderRefused() == 0);
    }

    /** For programs; milliseconds. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("rounds", measured.ours().size());
        json.put("acceptedToPublishedMs", measured.acceptedToPublished().json());
        json.put(
                "acceptedToRefusedEverywhereMs",
                measured.acceptedToRefusedEverywhere().json());
        json.put("acceptedToRefusedMs", measured.acceptedToRefused().json());
        json.put("publishedToRefusedMs", measured.publishedToRefused().json());
        json.put("kvPerTokenToRefusedMs", measured.kvToRefused().json());
        json.put("lateGrants", measured.sum(Sentinel.Outcome::late));
        json.put("grantsAfterRefusal", measured.sum(Sentinel.Outcome::grantedAfterRefusal));
        json.put("stale", measured.sum(Sentinel.Outcome::stale));
        json.put(
                "viewsPerSecond",
                measured.effort().views() * 1000 / Math.max(1, measured.effort().millis()));
        json.put("acceptedToRefusedSamplesMs", measured.acceptedToRefused().sorted());
        json.put("kvPerTokenSamplesMs", measured.kvToRefused().sorted());
        return json;
    }
}
