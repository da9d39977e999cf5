package dev.edgepass.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One value of each server in each round, by figure, such as {@code tokensPerSecond} or {@code cpuMicros}. Not thread-safe. */
public final class Samples {
    private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

    public void add(String figure, String server, double value) {
        figures.computeIfAbsent(figure, name -> new LinkedHashMap<>())
                .computeIfAbsent(server, name -> new ArrayList<>())
                .add(value);
    }

    public Rounds of(String figure) {
        Map<String, List<Double>> values = figures.get(figure);
        if (values == null) {
            throw new IllegalArgumentException(figure + ": not measured (expected: one of " + figures.keySet() + ")");
        }
        return new Rounds(values);
    }

    public boolean has(String figure, String server) {
        return figures.getOrDefault(figure, Map.of()).containsKey(server);
    }

    /** For programs. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        figures.forEach((figure, values) -> json.put(figure, new Rounds(values).json()));
        return json;
    }
}
