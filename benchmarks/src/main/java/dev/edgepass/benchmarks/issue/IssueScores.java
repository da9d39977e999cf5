package dev.edgepass.benchmarks.issue;

import dev.edgepass.benchmarks.report.BarChart;
import dev.edgepass.benchmarks.report.Rounds;
import dev.edgepass.benchmarks.report.Samples;
import dev.edgepass.benchmarks.report.Scorecard;
import dev.edgepass.benchmarks.report.Spread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code bench issue} found, against what is wanted: ratios, since absolute figures are the machine's. */
record IssueScores(Samples samples) {
    static final String RATE = "tokensPerSecond";
    static final String CPU = "cpuMicros";
    static final String P99 = "p99MillisAt500";
    static final String FLOOR = "floor";
    /** Of the whole system's processes, by name. */
    static final String PART = "partCpuMicros";

    private static final Map<String, String> NAMES = names();

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put(FLOOR, "floor: ES256 and acks=all");
        names.put(IssuePeer.EDGEPASS, "Edgepass' issuer");
        names.put(IssuePeer.AUTHORIZATION_SERVER, "Spring's authorization server (no store, plain secret)");
        names.put(IssuePeer.REVOCABLE, "Spring's authorization server, with Redis and Kafka");
        names.put(IssuePeer.KEYCLOAK, "Keycloak " + PeerServers.KEYCLOAK_VERSION);
        return names;
    }

    void write(Scorecard scores) {
        NAMES.forEach((server, name) -> {
            if (samples.has(RATE, server)) {
                scores.measured(name + ": tokens/s", samples.of(RATE).of(server).text(0, ""));
            }
            if (samples.has(CPU, server)) {
                scores.measured(
                        name + ": CPU a token", samples.of(CPU).of(server).text(0, " us"));
            }
        });
        for (String part : List.of("kafka", "redis", "consumer", "load")) {
            scores.measured(
                    "Meanwhile " + part + ": CPU a token",
                    samples.of(PART).of(part).text(0, " us"));
        }
        if (samples.has(RATE, IssuePeer.KEYCLOAK)) {
            atLeast(scores, IssuePeer.REVOCABLE, 1.3);
            atLeast(scores, IssuePeer.KEYCLOAK, 1.7);
            atMost(scores, CPU, "CPU a token", IssuePeer.REVOCABLE, 0.7);
            atMost(scores, CPU, "CPU a token", IssuePeer.KEYCLOAK, 0.4);
            scores.measured(
                    "CPU a token: Edgepass / " + IssuePeer.AUTHORIZATION_SERVER,
                    samples.of(CPU)
                            .ratio(IssuePeer.EDGEPASS, IssuePeer.AUTHORIZATION_SERVER)
                            .text(2, ""));
        }
        NAMES.forEach((server, name) -> {
            if (samples.has(P99, server)) {
                scores.measured(
                        name + ": p99 at 500/s", samples.of(P99).of(server).text(2, " ms"));
            }
        });
        atMost(scores, P99, "p99 at 500/s", FLOOR, 3);
    }

    String chart() {
        Rounds cpu = samples.of(CPU);
        List<BarChart.Bar> bars = NAMES.keySet().stream()
                .filter(server -> samples.has(CPU, server))
                .map(server ->
                        new BarChart.Bar(server, server.equals(IssuePeer.EDGEPASS) ? "ours" : "theirs", cpu.of(server)))
                .toList();
        return new BarChart(
                        BarChart.CPU,
                        "A token each, ES256, by one server's process; medians, the line being the middle half of the rounds")
                .svg(List.of(new BarChart.Case("One token", bars)));
    }

    private void atLeast(Scorecard scores, String other, double least) {
        Spread ratio = samples.of(RATE).ratio(IssuePeer.EDGEPASS, other);
        scores.goal(
                "Tokens/s: Edgepass / " + other,
                ratio.text(2, ""),
                String.format(Locale.ROOT, ">= %.2f", least),
                ratio.median() >= least);
    }

    private void atMost(Scorecard scores, String figure, String title, String other, double most) {
        Spread ratio = samples.of(figure).ratio(IssuePeer.EDGEPASS, other);
        scores.goal(
                title + ": Edgepass / " + other,
                ratio.text(2, ""),
                String.format(Locale.ROOT, "<= %.2f", most),
                ratio.median() <= most);
    }
}
