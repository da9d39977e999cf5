package dev.edgepass.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * One figure of every Worker in every round. Workers are compared within a round, where they met the same neighbours on the machine.
 *
 * @param values by Worker, in the order of rounds
 */
public record Rounds(Map<String, List<Double>> values) {
    /**
     * @param samples written by the measuring program: an array of objects with {@code round}, {@code worker} and the figure
     * @throws IllegalArgumentException where a Worker's figure is missing in a round
     */
    public static Rounds of(JsonNode samples, String figure) {
        Map<String, TreeMap<Integer, Double>> byWorker = new TreeMap<>();
        for (JsonNode sample : samples) {
            byWorker.computeIfAbsent(sample.path("worker").asString(""), worker -> new TreeMap<>())
                    .put(sample.path("round").asInt(), sample.path(figure).asDouble());
        }
        Set<Integer> rounds =
                byWorker.values().stream().findFirst().map(TreeMap::keySet).orElse(null);
        Map<String, List<Double>> values = new LinkedHashMap<>();
        byWorker.forEach((worker, figures) -> {
            if (!figures.keySet().equals(rounds)) {
                throw new IllegalArgumentException(worker + ": measured in other rounds than the rest");
            }
            values.put(worker, List.copyOf(figures.values()));
        });
        return new Rounds(values);
    }

    public Spread of(String worker) {
        return Spread.of(valuesOf(worker));
    }

    /** The figure of {@code worker} divided by that of {@code other}, round by round. */
    public Spread ratio(String worker, String other) {
        List<Double> own = valuesOf(worker);
        List<Double> others = valuesOf(other);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < own.size(); round++) {
            ratios.add(own.get(round) / others.get(round));
        }
        return Spread.of(ratios);
    }

    private List<Double> valuesOf(String worker) {
        List<Double> found = values.get(worker);
        if (found == null) {
            throw new IllegalArgumentException(worker + ": not measured (expected: one of " + values.keySet() + ")");
        }
        return found;
    }

    /** For programs: by Worker, to a tenth of the unit. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        values.forEach((worker, figures) -> json.put(
                worker,
                figures.stream().map(value -> Math.round(value * 10) / 10.0).toList()));
        return json;
    }
}
