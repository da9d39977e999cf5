package dev.edgepass.benchmarks.replay;

import dev.edgepass.benchmarks.report.BarChart;
import dev.edgepass.benchmarks.report.Rounds;
import dev.edgepass.benchmarks.report.Samples;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.benchmarks.report.Spread;
import java.util.List;
import java.util.Locale;

/** What {@code bench replay} found, against what is wanted: ratios to what ran in the same round, where the machine allows it. */
record ReplayScores(Samples samples) {
    static final String SCAN = "scanRecordsPerSecond";
    static final String REBUILD = "rebuildTokensPerSecond";
    static final String VERIFY = "verifyEventsPerSecond";
    static final String INDEX = "indexEventsPerSecond";
    static final String TOKEN_P50 = "tokenAnswerP50Ms";
    static final String TOKEN_P99 = "tokenAnswerP99Ms";
    static final String PATH_P50 = "pathAnswerP50Ms";
    static final String PATH_P99 = "pathAnswerP99Ms";
    static final String OURS = "edgepass";
    static final String PERF_TEST = "kafka-consumer-perf-test";
    static final String RAW = "plain writes in a pipeline";

    private static final double LEAST_SCAN = 0.7;
    private static final double LEAST_REBUILD = 0.8;
    private static final double LEAST_VERIFY = 300_000;
    private static final double LEAST_INDEX = 50_000;
    private static final double MOST_ANSWER_MILLIS = 50;
    private static final double MOST_ENTRY_BYTES = 90;
    private static final double MOST_HASH_BYTES = 35;

    void write(Scorecard scores, TokenArchive archive) {
        compare(scores, SCAN, "Filtered scan, records/s", PERF_TEST, LEAST_SCAN);
        compare(scores, REBUILD, "Rebuild of Redis, tokens/s", RAW, LEAST_REBUILD);
        atLeast(scores, VERIFY, "audit verify, events/s", LEAST_VERIFY);
        atLeast(scores, INDEX, "Audit's index of a history, events/s", LEAST_INDEX);
        answers(scores, "Was a token good at a moment", TOKEN_P50, TOKEN_P99);
        answers(scores, "What opened a file at a moment", PATH_P50, PATH_P99);
        scores.measured(
                "Archive, a token's event: bytes of its entry as it is verified",
                String.format(Locale.ROOT, "%.1f", archive.entryBytesEach()));
        bytes(scores, "of its entry, compressed", archive.compressedBytesEach(), MOST_ENTRY_BYTES);
        bytes(scores, "of hashes", archive.hashBytesEach(), MOST_HASH_BYTES);
    }

    private void compare(Scorecard scores, String figure, String title, String peer, double least) {
        Rounds rounds = samples.of(figure);
        scores.measured(title + ": Edgepass", rounds.of(OURS).text(0, ""));
        scores.measured(title + ": " + peer, rounds.of(peer).text(0, ""));
        Spread ratio = rounds.ratio(OURS, peer);
        scores.goal(
                title + ": Edgepass / " + peer,
                ratio.text(2, ""),
                String.format(Locale.ROOT, ">= %.2f", least),
                ratio.median() >= least);
    }

    private void atLeast(Scorecard scores, String figure, String title, double least) {
        Spread spread = samples.of(figure).of(OURS);
        scores.goal(title, spread.text(0, ""), String.format(Locale.ROOT, ">= %.0f", least), spread.median() >= least);
    }

    private void answers(Scorecard scores, String question, String median, String p99) {
        scores.measured(question + ": p50", samples.of(median).of(OURS).text(1, " ms"));
        Spread slow = samples.of(p99).of(OURS);
        scores.goal(
                question + ": p99",
                slow.text(1, " ms"),
                String.format(Locale.ROOT, "< %.0f ms", MOST_ANSWER_MILLIS),
                slow.median() < MOST_ANSWER_MILLIS);
    }

    private static void bytes(Scorecard scores, String what, double each, double most) {
        scores.goal(
                "Archive, a token's event: bytes " + what,
                String.format(Locale.ROOT, "%.1f", each),
                String.format(Locale.ROOT, "<= %.0f", most),
                each <= most);
    }

    /** Bars in thousands a second. */
    String chart(String subtitle) {
        return new BarChart("Thousands a second", subtitle)
                .svg(List.of(
                        pair("Read the log with a filter: records", SCAN, PERF_TEST),
                        pair("Fold it into Redis: tokens", REBUILD, RAW),
                        new BarChart.Case(
                                "Verify its archive: events",
                                List.of(new BarChart.Bar("audit verify", "ours", thousands(VERIFY, OURS)))),
                        new BarChart.Case(
                                "Index a history for the audit: events",
                                List.of(new BarChart.Bar("consumer", "ours", thousands(INDEX, OURS))))));
    }

    private BarChart.Case pair(String title, String figure, String peer) {
        return new BarChart.Case(
                title,
                List.of(
                        new BarChart.Bar("Edgepass", "ours", thousands(figure, OURS)),
                        new BarChart.Bar(peer, "floor", thousands(figure, peer))));
    }

    private Spread thousands(String figure, String program) {
        Spread spread = samples.of(figure).of(program);
        double[] sorted = spread.sorted().clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] /= 1_000;
        }
        return new Spread(sorted);
    }
}
