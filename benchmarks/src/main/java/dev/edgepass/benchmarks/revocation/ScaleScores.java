package dev.edgepass.benchmarks.revocation;

import dev.edgepass.benchmarks.report.Distribution;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.local.status.Humane;
import java.util.LinkedHashMap;
import java.util.Map;

/** The large numbers, against promises and goals. Each method measures one of them and returns the result for programs. */
record ScaleScores(Scale scale, Scorecard scores) {
    private static final long BURST_IN_FORCE = 10_000;
    private static final long EVENTS_PER_SECOND = 20_000;

    Map<String, Object> burst(int count) {
        Map<String, Object> json = new LinkedHashMap<>();
        Scale.Burst single = scale.burst(count);
        burst(single);
        json.put("single", single.json());
        Scale.Burst bulk = scale.bulk(Math.min(count, Scale.BULK));
        burst(bulk);
        json.put("bulk", bulk.json());
        return json;
    }

    private void burst(Scale.Burst burst) {
        scores.goal(
                "Burst: " + Humane.count(burst.revocations()) + " revocations, " + burst.how(),
                burst.text(),
                "in force <= 10 s",
                burst.inForce() <= BURST_IN_FORCE);
        late("Burst", burst.outcome());
    }

    Map<String, Object> manyTokens(int count) {
        Scale.ManyTokens measured = scale.manyTokens(count);
        scores.goal(
                "A link with " + Humane.count(measured.tokens()) + " live tokens: feed entries",
                Long.toString(measured.entries()),
                "1",
                measured.entries() == 1);
        scores.measured("  revoked", measured.revocation().text());
        scores.measured("  its tokens folded by the consumer", Scale.rateText(measured.perSecond()));
        late("A link with many tokens", measured.revocation().outcome());
        return measured.json();
    }

    Map<String, Object> rate(int count) {
        Scale.Rate rate = scale.rate(count);
        scores.goal(
                Humane.count(rate.events()) + " control events: read model",
                Scale.rateText(rate.readModel()),
                ">= 20,000/s",
                rate.readModel() >= EVENTS_PER_SECOND);
        scores.goal(
                Humane.count(rate.events()) + " control events: feed",
                Scale.rateText(rate.feed()),
                ">= 20,000/s",
                rate.feed() >= EVENTS_PER_SECOND);
        scores.measured("  as fast as they were written", Scale.rateText(rate.written()));
        return rate.json();
    }

    Map<String, Object> manyEntries(int count) {
        Scale.ManyEntries measured = scale.manyEntries(count);
        scores.measured(
                "Live entries",
                Humane.count(measured.entries()) + " in "
                        + Humane.count(measured.segments(), "segment", "segments") + ", head of "
                        + Humane.count(measured.headBytes()) + " bytes, published after "
                        + Distribution.seconds(measured.publishedMillis()));
        scores.goal(
                "  published to refused or 503, worst of " + Scale.LOADING + " locations",
                Distribution.seconds(measured.worstPublishedToRefused()),
                "max <= 5 s",
                measured.worstPublishedToRefused() <= Sentinel.BOUND);
        late("Many live entries", measured.outcome());
        scores.measured(
                "  answers 503 meanwhile", Integer.toString(measured.outcome().stale()));
        scores.measured("  one more revocation", measured.oneMore().text());
        late("One more revocation", measured.oneMore().outcome());
        measured.megabytesAfter()
                .forEach((part, after) -> scores.measured(
                        "  memory of " + part,
                        measured.megabytesBefore().get(part) + " MB before, " + after + " MB after"));
        return measured.json();
    }

    private void late(String part, Sentinel.Outcome outcome) {
        scores.promise(
                "  views granted more than 5 s after published",
                Integer.toString(outcome.late()),
                "0",
                outcome.late() == 0);
        if (outcome.grantedAfterRefusal() > 0) {
            scores.promise(
                    part + ": views granted after a refusal",
                    Integer.toString(outcome.grantedAfterRefusal()),
                    "0",
                    false);
        }
    }
}
