package dev.edgepass.benchmarks.edge;

import dev.edgepass.benchmarks.report.BarChart;
import dev.edgepass.benchmarks.report.Rounds;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.benchmarks.report.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * What the measuring program found, against what is wanted of the Worker: ratios of CPU a request, not its absolute cost, which is the machine's.
 *
 * @param measured as {@code bench-edge.mjs} writes it
 */
record EdgeScores(JsonNode measured) {
    private static final String OURS = "edgepass";
    private static final String NOT_HOT = "edgepass-not-hot";
    private static final String NOTHING = "nothing";
    private static final String JOSE = "jose";
    private static final String WEBCRYPTO = "webcrypto";

    private static final List<String> WORKERS = List.of(NOTHING, WEBCRYPTO, JOSE, "tsndr", NOT_HOT, OURS);
    private static final Map<String, String> NAMES = Map.of(
            NOTHING,
            "do-nothing Worker",
            WEBCRYPTO,
            "raw WebCrypto",
            JOSE,
            "jose",
            "tsndr",
            "@tsndr/cloudflare-worker-jwt",
            NOT_HOT,
            "Edgepass, HOT_MEDIA_BYTES=0",
            OURS,
            "Edgepass");

    private static final int ENTRIES_ROUNDS = 20;
    private static final double ENTRIES_MARGIN = 0.03;
    private static final double MAX_READ = 1.05;
    private static final double MAX_COUNTING = 1.05;

    /** The parts whose figure is CPU a request. */
    static Rounds cpu(JsonNode measured, String part) {
        return Rounds.of(measured.path("samples").path(part), "cpuMicros");
    }

    void write(Scorecard scores) {
        Rounds newTokens = list(scores, "newTokens", "Every token new, 16 KB");
        atMost(scores, "Every token new", newTokens, NOT_HOT, WEBCRYPTO, 1.05);
        atMost(scores, "Every token new", newTokens, NOT_HOT, JOSE, 1.00);
        Rounds gallery = list(scores, "gallery", "Gallery, 16 KB");
        atMost(scores, "Gallery", gallery, OURS, JOSE, 0.27);
        atMost(scores, "Gallery", gallery, OURS, NOTHING, 1.15);
        atMost(scores, "Gallery", gallery, NOT_HOT, JOSE, 0.60);
        list(scores, "large", "One token, 200 KB");
        seeks(scores);
        entries(scores);
        counting(scores, "counting", "Views counted, gallery");
        counting(scores, "countingNew", "Views counted, every token new");
        memory(scores);
        coldStart(scores);
        bundles(scores);
        new FreePlan(measured.path("samples").path("operations")).write(scores);
        int stale = 0;
        for (JsonNode sample : measured.path("samples").findParents("stale")) {
            stale += sample.path("stale").asInt();
        }
        scores.measured("Answers 503 among the measured (a stall of the machine)", Integer.toString(stale));
    }

    /** The picture of CPU a request. */
    String chart() {
        String subtitle = String.format(
                Locale.ROOT,
                "Plain workerd on one core of %s; medians of %d rounds, the line being the middle half",
                measured.path("machine").path("cpu").asString("a machine"),
                measured.path("rounds").asInt());
        return new BarChart(BarChart.CPU, subtitle)
                .svg(List.of(
                        chartOf("newTokens", "Every token new, 16 KB from the cache"),
                        chartOf("gallery", "Gallery: one token, 117 objects of 16 KB"),
                        chartOf("large", "One token, 20 objects of 200 KB")));
    }

    private BarChart.Case chartOf(String part, String title) {
        Rounds rounds = cpu(measured, part);
        return new BarChart.Case(
                title,
                WORKERS.stream()
                        .map(worker -> new BarChart.Bar(
                                Objects.requireNonNull(NAMES.get(worker)), style(worker), rounds.of(worker)))
                        .toList());
    }

    private static String style(String worker) {
        return worker.equals(NOTHING) ? "floor" : worker.startsWith(OURS) ? "ours" : "theirs";
    }

    private Rounds list(Scorecard scores, String part, String title) {
        Rounds rounds = cpu(measured, part);
        for (String worker : WORKERS) {
            scores.measured(title + ": " + NAMES.get(worker), rounds.of(worker).text(0, " us"));
        }
        return rounds;
    }

    private static void atMost(
            Scorecard scores, String title, Rounds rounds, String worker, String other, double most) {
        Spread ratio = rounds.ratio(worker, other);
        scores.goal(
                title + ": " + NAMES.get(worker) + " / " + NAMES.get(other),
                ratio.text(2, ""),
                String.format(Locale.ROOT, "<= %.2f", most),
                ratio.median() <= most);
    }

    private void seeks(Scorecard scores) {
        Rounds read = Rounds.of(measured.path("samples").path("seeks"), "bytesRead");
        Rounds served = Rounds.of(measured.path("samples").path("seeks"), "bytesServed");
        double part = sum(read, OURS) / sum(served, OURS);
        scores.goal(
                "Seeks in 1 GB: bytes read from R2 / bytes served",
                String.format(Locale.ROOT, "%.3f", part),
                String.format(Locale.ROOT, "<= %.2f", MAX_READ),
                part <= MAX_READ);
    }

    private static double sum(Rounds rounds, String worker) {
        return Arrays.stream(rounds.of(worker).sorted()).sum();
    }

    private void entries(Scorecard scores) {
        Rounds rounds = cpu(measured, "entries");
        Spread control = rounds.ratio("none-again", "none");
        Spread ratio = rounds.ratio("many", "none");
        boolean tells = control.count() >= ENTRIES_ROUNDS && Math.abs(control.median() - 1) <= ENTRIES_MARGIN;
        scores.measured(title() + ": CPU a request without", rounds.of("none").text(0, " us"));
        scores.measured(
                title() + ": A/A control, " + control.count() + " rounds",
                control.text(3, "") + (tells ? "" : ": can't tell 3 %"));
        scores.goal(
                title() + ": with / without",
                ratio.text(3, ""),
                "<= 1.03",
                tells && ratio.median() <= 1 + ENTRIES_MARGIN);
    }

    /** The goal is one for the upper bound, so that a run that can't tell misses it. */
    private void counting(Scorecard scores, String part, String title) {
        Rounds rounds = cpu(measured, part);
        Spread control = rounds.ratio("off-again", "off");
        Spread ratio = rounds.ratio("on", "off");
        Spread.Interval interval = ratio.medianInterval();
        scores.measured(title + ": CPU a request without", rounds.of("off").text(0, " us"));
        scores.measured(title + ": A/A control", bounded(control));
        scores.goal(
                title + ": on / off, " + ratio.count() + " rounds, 95 % interval",
                bounded(ratio),
                "upper <= 1.05",
                interval.high() <= MAX_COUNTING);
    }

    private static String bounded(Spread ratio) {
        Spread.Interval interval = ratio.medianInterval();
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", ratio.median(), interval.low(), interval.high());
    }

    private void memory(Scorecard scores) {
        JsonNode samples = measured.path("samples").path("memory");
        Spread heap = Rounds.of(samples, "heapMb").of(OURS);
        Spread peak = Rounds.of(samples, "peakMb").of(OURS);
        scores.goal(title() + ": heap and buffers", heap.text(1, " MB"), "<= 16 MB", heap.median() <= 16);
        scores.measured(
                title() + ": resident",
                Rounds.of(samples, "residentMb").of(OURS).text(1, " MB"));
        scores.goal(title() + ": resident, peak of loading", peak.text(1, " MB"), "<= 40 MB", peak.median() <= 40);
    }

    private String title() {
        return String.format(
                Locale.ROOT, "%,d entries", measured.path("entries").asInt());
    }

    private void coldStart(Scorecard scores) {
        JsonNode samples = measured.path("samples").path("coldStart");
        Rounds cpu = Rounds.of(samples, "cpuMs");
        Rounds wall = Rounds.of(samples, "wallMs");
        for (String worker : List.of(NOTHING, JOSE, OURS)) {
            scores.measured(
                    "Cold start: " + NAMES.get(worker),
                    cpu.of(worker).text(0, " ms CPU") + ", " + wall.of(worker).text(0, " ms"));
        }
        scores.measured(
                "Cold start: Edgepass / jose",
                cpu.ratio(OURS, JOSE).text(2, " in CPU") + ", "
                        + wall.ratio(OURS, JOSE).text(2, " in time"));
    }

    private void bundles(Scorecard scores) {
        JsonNode bundles = measured.path("bundles");
        for (String worker : List.of(WEBCRYPTO, JOSE, "tsndr", OURS)) {
            scores.measured(
                    "Bundle, gzipped: " + NAMES.get(worker),
                    kb(bundles.path(worker).asInt()));
        }
    }

    private static String kb(int bytes) {
        return String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }
}
